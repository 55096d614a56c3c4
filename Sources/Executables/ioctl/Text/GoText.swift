/// Reads and writes values as Go's standard library does, because the original's messages show it.
enum GoText {
  /// A text in double quotes, with Go's escapes (`%q`).
  static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\u{7}": output += "\\a"
      case "\u{8}": output += "\\b"
      case "\u{c}": output += "\\f"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{b}": output += "\\v"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: output += "\\x" + padded(scalar.value, 2)
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }

  /// A character as Go's `%#U` shows it: `U+0078 'x'`.
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = "U+" + padded(scalar.value, 4).uppercased()
    let isPrintable = scalar.value >= 0x20 && !(0x7f..<0xa1).contains(scalar.value) && scalar.value != 0xad
    return isPrintable ? digits + " '\(scalar)'" : digits
  }

  private static func padded(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// `strconv.ParseUint` with base 0.
  static func unsigned(_ text: String) throws(GoParsingError) -> UInt64 {
    let lowered = text.lowercased()
    let radix = lowered.hasPrefix("0x") ? 16 : lowered.hasPrefix("0") && text.count > 1 ? 8 : 10
    let digits = radix == 16 ? lowered.dropFirst(2) : radix == 8 ? lowered.dropFirst() : lowered[...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.hexDigitValue.map { $0 < radix } ?? false && $0.isASCII }) else {
      throw .syntax(function: "ParseUint", text: text)
    }
    guard let value = UInt64(digits, radix: radix) else { throw .range(function: "ParseUint", text: text) }
    return value
  }

  /// `strconv.ParseUint` with base 10.
  static func decimal(_ text: String) -> UInt64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt64(text)
  }

  /// `strconv.ParseBool`.
  static func truth(_ text: String) throws(GoParsingError) -> Bool {
    switch text {
    case "1", "t", "T", "TRUE", "true", "True": true
    case "0", "f", "F", "FALSE", "false", "False": false
    default: throw .syntax(function: "ParseBool", text: text)
    }
  }

  /// `hex.DecodeString`: the first wrong byte is reported before an odd length.
  static func hexadecimal(_ text: String) throws(GoParsingError) -> [UInt8] {
    var nibbles: [UInt8] = []
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      guard byte < 0x80, let value = Character(scalar).hexDigitValue else { throw .hexadecimalDigit(scalar) }
      nibbles.append(UInt8(value))
    }
    guard nibbles.count % 2 == 0 else { throw .oddLength }
    return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
  }

  /// A text without blanks at both ends.
  static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  /// A number filled with zeros on its left.
  static func zeroPadded(_ number: some BinaryInteger, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// A text filled with blanks on its right up to a number of characters (`%-8s`).
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  /// A text filled with blanks on its left (`%8s`).
  static func rightAligned(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
  }
}
