/// A value of Recursive Length Prefix encoding: bytes, or a list of values.
public enum RLPItem: Sendable, Hashable {
  /// Bytes, which also stand for text and numbers.
  case bytes([UInt8])
  /// A list, possibly empty.
  case list([RLPItem])

  /// The bytes of a number: big-endian without leading zeros, none for zero.
  public static func integer(_ value: U256) -> RLPItem { .bytes(value.minimalBigEndianBytes) }

  /// The bytes of an address.
  public static func address(_ value: Address) -> RLPItem { .bytes(value.bytes) }

  /// The bytes of a hash.
  public static func hash(_ value: Hash256) -> RLPItem { .bytes(value.bytes) }

  /// The bytes, or `nil` for a list.
  public var bytes: [UInt8]? {
    guard case .bytes(let bytes) = self else { return nil }
    return bytes
  }

  /// The members, or `nil` for bytes.
  public var list: [RLPItem]? {
    guard case .list(let items) = self else { return nil }
    return items
  }

  /// The number that the bytes stand for; `nil` for a list, a leading zero, and more than 32 bytes.
  public var integer: U256? {
    guard case .bytes(let bytes) = self, bytes.first != 0 else { return nil }
    return U256(bigEndian: bytes)
  }
}
