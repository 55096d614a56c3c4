/// Reads the fields of a protobuf message one after the other, without generated code and without copying.
///
/// Unknown fields are the caller's to ignore; a repeated scalar field overrides the earlier one, as protobuf asks. Nothing is
/// allocated before a length is known to lie within the bytes.
public struct ProtobufReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// A reader of a whole message.
  public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  /// A reader of a message inside another.
  public init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The next field, or nil at the end.
  ///
  /// - Throws: `truncated`, `varintTooLong`, `fieldNumber`, `wireType`.
  public mutating func next() throws(WireError) -> ProtobufField? {
    guard position < bytes.endIndex else { return nil }
    let tag = try Varint.decode(bytes, at: &position)
    let number = tag &>> 3
    guard number >= 1, number < 1 &<< 29 else { throw .fieldNumber(number) }
    let value: ProtobufField.Value
    switch tag & 7 {
    case 0: value = .number(try Varint.decode(bytes, at: &position))
    case 1: value = .number(try fixed(8))
    case 2: value = .bytes(try take(try Varint.decode(bytes, at: &position)))
    case 5: value = .number(try fixed(4))
    default: throw .wireType(UInt8(tag & 7))
    }
    return ProtobufField(number: Int(number), value: value)
  }

  private mutating func take(_ count: UInt64) throws(WireError) -> ArraySlice<UInt8> {
    guard count <= UInt64(bytes.endIndex &- position) else { throw .truncated }
    let start = position
    position &+= Int(count)
    return bytes[start..<position]
  }

  private mutating func fixed(_ count: UInt64) throws(WireError) -> UInt64 {
    try take(count).reversed().reduce(0) { $0 &<< 8 | UInt64($1) }
  }
}
