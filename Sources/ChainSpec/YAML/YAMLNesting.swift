/// Finds documents that are nested so deeply that parsing them, which recurses, might exhaust the stack.
///
/// The document is not parsed for this. What is counted is never less than the true depth, so nothing dangerous passes; ordinary
/// documents stay far below the limits. The text must have no line breaks outside ASCII.
enum YAMLNesting {
  /// The most levels that brackets and braces may seem to make.
  static let flowLimit = 100
  /// The most columns before a line's text, the signs of list elements included; each may be a level.
  static let indentationLimit = 100

  /// The first line that may be nested too deeply; nil if none is.
  static func lineBeyondLimits(in bytes: [UInt8]) -> Int? {
    var depth = FlowDepth()
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, feedLine) in lines.enumerated() {
      for line in feedLine.split(separator: UInt8(ascii: "\r")) {
        let start = line.firstIndex { !isIndentation($0) } ?? line.endIndex
        guard line.allSatisfy(isBlank) || start - line.startIndex <= indentationLimit else { return index + 1 }
        depth.add(line, textFrom: start)
        guard depth.peak <= flowLimit else { return index + 1 }
      }
    }
    return nil
  }

  /// What may stand before the text of a line in block style: blanks, and the signs of list elements, keys and values.
  private static func isIndentation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): true
    default: false
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// How many brackets and braces may be open.
  ///
  /// All opening ones count. Closing ones count only while it is sure what is quoted: up to the first single quote, backslash, quote in
  /// the middle of a text, or quote that is open at the end of a line. What seems to be quoted and is not (plain text may have quotes)
  /// must not lower the count either, so in quotes only the closing ones count whose opening ones are in the same quotes.
  private struct FlowDepth {
    private(set) var peak = 0
    private var levels = 0
    private var knowsQuotes = true

    mutating func add(_ line: ArraySlice<UInt8>, textFrom start: Int) {
      var isQuoted = false
      var floor = 0
      var mayClose = true
      for (index, byte) in zip(line.indices, line) {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          levels += 1
          peak = max(peak, levels)
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          if knowsQuotes, mayClose, levels > floor { levels -= 1 }
        case UInt8(ascii: "\""):
          if !isQuoted, !beginsValue(line, at: index, textFrom: start) { knowsQuotes = false }
          isQuoted.toggle()
          floor = isQuoted ? levels : 0
        case UInt8(ascii: "'") where !isQuoted, UInt8(ascii: "\\"):
          knowsQuotes = false
        case UInt8(ascii: "#"):
          // Surely a comment; or perhaps one, as right after a bracket.
          if knowsQuotes, !isQuoted, index == line.startIndex || YAMLNesting.isBlank(line[index - 1]) { return }
          mayClose = false
        default: break
        }
      }
      if isQuoted { knowsQuotes = false }
    }

    /// Whether a quote surely begins a quoted value: after a bracket, comma or colon, or as the first text of a line outside of
    /// brackets.
    private func beginsValue(_ line: ArraySlice<UInt8>, at index: Int, textFrom start: Int) -> Bool {
      guard index > start, let last = line[..<index].lastIndex(where: { !YAMLNesting.isBlank($0) }) else { return levels == 0 }
      switch line[last] {
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","): return true
      case UInt8(ascii: ":"): return last + 1 < index
      default: return false
      }
    }
  }
}
