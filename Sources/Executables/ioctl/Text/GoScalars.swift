/// Which texts Go's yaml.v2 would read as something else than text, and therefore quotes.
enum GoScalars {
  private static let words: Set<String> = {
    var words: Set<String> = ["", "~", "null", "Null", "NULL", "<<", ".nan", ".NaN", ".NAN"]
    for word in ["y", "yes", "true", "on", "n", "no", "false", "off"] {
      words.formUnion([word, word.uppercased(), word.prefix(1).uppercased() + word.dropFirst()])
    }
    for infinity in [".inf", ".Inf", ".INF"] { words.formUnion([infinity, "+" + infinity, "-" + infinity]) }
    return words
  }()

  /// Whether the text, unquoted, is read as text.
  static func isPlainText(_ text: String) -> Bool {
    !words.contains(text) && !isNumber(text) && !isBase60(text) && !isDate(text)
  }

  private static func isNumber(_ text: String) -> Bool {
    let plain = text.replacing("_", with: "")
    guard let first = plain.first, first == "+" || first == "-" || first == "." || first.isASCII && first.isNumber else { return false }
    let unsigned = first == "+" || first == "-" ? plain.dropFirst() : plain[...]
    if let prefix = ["0x": 16, "0X": 16, "0b": 2].first(where: { unsigned.hasPrefix($0.key) }) {
      return UInt64(unsigned.dropFirst(2), radix: prefix.value) != nil
    }
    return isDecimal(unsigned)
  }

  /// Digits with at most one point and an exponent that has a sign: the form that yaml.v2 takes for a float, or an integer.
  private static func isDecimal(_ text: Substring) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard parts.count <= 2, let mantissa = parts.first else { return false }
    if parts.count == 2 {
      guard let sign = parts[1].first, sign == "+" || sign == "-", isDigits(parts[1].dropFirst()) else { return false }
    }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    switch halves.count {
    case 1: return isDigits(halves[0])
    case 2: return (halves[0].isEmpty || isDigits(halves[0])) && isDigits(halves[1])
    default: return false
    }
  }

  private static func isDigits(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

  /// Numbers with colons, which other YAML programs read as sexagesimal.
  private static func isBase60(_ text: String) -> Bool {
    guard text.contains(":") else { return false }
    let unsigned = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first?.first, first.isASCII, first.isNumber else { return false }
    let last = parts[parts.count - 1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.dropFirst().dropLast().allSatisfy { isDigits($0) && $0.count <= 2 }
      && isDigits(last[0]) && last[0].count <= 2 && isDigits(parts[0])
  }

  /// Dates such as 2019-04-22, which yaml.v2 reads as times.
  private static func isDate(_ text: String) -> Bool {
    let parts = text.prefix { $0 != "T" && $0 != "t" && $0 != " " }.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4 else { return false }
    return parts.allSatisfy(isDigits) && (1...2).contains(parts[1].count) && (1...2).contains(parts[2].count)
      && text.count == parts.map(\.count).reduce(2, +)
  }
}
