/// One field of a protobuf message: its number and what it holds.
public struct ProtobufField: Sendable, Hashable {
  /// What a field holds.
  public enum Value: Sendable, Hashable {
    /// A varint or a fixed-size number, as its bits.
    case number(UInt64)
    /// Bytes, text or a message: a view into the message that was read.
    case bytes(ArraySlice<UInt8>)
  }

  /// The field's number, 1 to 2^29 - 1.
  public let number: Int
  /// The field's content.
  public let value: Value

  /// The number in the field.
  ///
  /// - Throws: `unexpectedType` if the field holds bytes.
  public func uint64() throws(WireError) -> UInt64 {
    guard case .number(let number) = value else { throw .unexpectedType(field: self.number) }
    return number
  }

  /// Whether the number in the field differs from 0.
  ///
  /// - Throws: `unexpectedType` if the field holds bytes.
  public func bool() throws(WireError) -> Bool { try uint64() != 0 }

  /// The bytes in the field, not copied: they keep the whole message in memory.
  ///
  /// - Throws: `unexpectedType` if the field holds a number.
  public func slice() throws(WireError) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw .unexpectedType(field: number) }
    return bytes
  }

  /// The bytes in the field, copied.
  ///
  /// - Throws: `unexpectedType` if the field holds a number; `lengthAboveLimit` for more than `limit` bytes.
  public func bytes(limit: Int = .max) throws(WireError) -> [UInt8] {
    let bytes = try slice()
    guard bytes.count <= limit else { throw .lengthAboveLimit(UInt64(bytes.count), limit: limit) }
    return [UInt8](bytes)
  }

  /// The text in the field.
  ///
  /// - Throws: `unexpectedType`, `lengthAboveLimit`, `notUTF8`.
  public func string(limit: Int = .max) throws(WireError) -> String {
    let bytes = try slice()
    guard bytes.count <= limit else { throw .lengthAboveLimit(UInt64(bytes.count), limit: limit) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(field: number) }
    return text
  }

  /// A reader of the message in the field.
  ///
  /// - Throws: `unexpectedType` if the field holds a number.
  public func message() throws(WireError) -> ProtobufReader { ProtobufReader(try slice()) }
}
