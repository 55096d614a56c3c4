/// Why text is not bech32 (BIP-173).
public enum Bech32Error: Error, Hashable, Sendable {
  /// Bech32 text has 8 to 90 characters; the value is the number found.
  case length(Int)
  /// The character at this position is outside printable ASCII.
  case character(position: Int)
  /// Upper-case and lower-case letters occur together.
  case mixedCase
  /// There is no "1" with at least one character before and six after it.
  case misplacedSeparator
  /// The character at this position is none of the 32 digits.
  case notADigit(position: Int)
  /// The last six characters do not fit the others; the value is what would.
  case checksum(expected: String)
  /// The digits leave more than four bits over, or bits other than zero.
  case incompleteGroup
}

extension Bech32Error: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .length(let count): "\(count) characters are not 8 to 90"
    case .character(let position): "character \(position) is not printable ASCII"
    case .mixedCase: "upper-case and lower-case letters are mixed"
    case .misplacedSeparator: "the separator 1 is missing or misplaced"
    case .notADigit(let position): "character \(position) is not a bech32 digit"
    case .checksum(let expected): "the checksum does not fit (expected \(expected)): a character is wrong or missing"
    case .incompleteGroup: "the digits do not make up whole bytes"
    }
  }
}
