/// Why bytes are not what the wire format asks for.
public enum WireError: Error, Hashable, Sendable {
  /// The bytes end inside a number or a field.
  case truncated
  /// A variable-length number has more than 64 bits.
  case varintTooLong
  /// An announced length is above the limit that applies at this place.
  case lengthAboveLimit(UInt64, limit: Int)
  /// A protobuf wire type that this format does not use (groups, and 6 and 7).
  case wireType(UInt8)
  /// A protobuf field number outside 1 to 2^29 - 1.
  case fieldNumber(UInt64)
  /// The field with this number has another wire type than its message defines.
  case unexpectedType(field: Int)
  /// The text field with this number is not UTF-8.
  case notUTF8(field: Int)
}

extension WireError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .truncated: "the bytes end too early"
    case .varintTooLong: "a number has more than 64 bits"
    case .lengthAboveLimit(let length, let limit): "a length of \(length) is above the limit of \(limit)"
    case .wireType(let type): "protobuf wire type \(type) is not used"
    case .fieldNumber(let number): "\(number) is not a protobuf field number"
    case .unexpectedType(let field): "field \(field) has the wrong wire type"
    case .notUTF8(let field): "field \(field) is not UTF-8"
    }
  }
}
