/// Why a text is no JSON.
///
/// The sentences are those of Go's `encoding/json`, which scripts around the original command-line client know.
public enum JSONError: Error, Hashable, Sendable {
  /// The text ends too early.
  case unexpectedEnd
  /// A character that cannot stand where it stands; the second value says where that is.
  case unexpected(Character, context: String)
  /// The bytes are not UTF-8.
  case notUTF8
  /// Values are nested deeper than ``JSONParser/maximumDepth``.
  case tooDeep
}

extension JSONError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .unexpectedEnd: "unexpected end of JSON input"
    case .unexpected(let character, let context):
      switch character {
      case "'": "invalid character '\\'' \(context)"
      case "\n": "invalid character '\\n' \(context)"
      case "\t": "invalid character '\\t' \(context)"
      case "\r": "invalid character '\\r' \(context)"
      default: "invalid character '\(character)' \(context)"
      }
    case .notUTF8: "the text is not UTF-8"
    case .tooDeep: "values are nested deeper than \(JSONParser.maximumDepth)"
    }
  }
}
