/// Why text is not hexadecimal.
public enum HexError: Error, Hashable, Sendable {
  /// `0x` was demanded and is not there.
  case missingPrefix
  /// Bytes need an even number of digits; the value is the number found.
  case oddDigitCount(Int)
  /// The byte at this position, counted from the beginning of the text, is no hexadecimal digit.
  case notADigit(position: Int)
}

extension HexError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .missingPrefix: "hexadecimal text must begin with 0x"
    case .oddDigitCount(let count): "hexadecimal text has an odd number of digits (\(count))"
    case .notADigit(let position): "character \(position) is not a hexadecimal digit"
    }
  }
}
