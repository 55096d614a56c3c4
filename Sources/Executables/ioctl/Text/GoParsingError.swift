/// Why a text is no value of a kind, in the words of Go's standard library, which the original shows.
enum GoParsingError: Error, Sendable {
  /// `strconv` could not read it.
  case syntax(function: String, text: String)
  /// `strconv` could not hold it.
  case range(function: String, text: String)
  /// A character that is no hexadecimal digit.
  case hexadecimalDigit(Unicode.Scalar)
  /// An odd number of hexadecimal digits.
  case oddLength
}

extension GoParsingError: CustomStringConvertible {
  /// The words.
  var description: String {
    switch self {
    case .syntax(let function, let text): "strconv.\(function): parsing \(GoText.quoted(text)): invalid syntax"
    case .range(let function, let text): "strconv.\(function): parsing \(GoText.quoted(text)): value out of range"
    case .hexadecimalDigit(let scalar): "encoding/hex: invalid byte: \(GoText.codePoint(scalar))"
    case .oddLength: "encoding/hex: odd length hex string"
    }
  }
}
