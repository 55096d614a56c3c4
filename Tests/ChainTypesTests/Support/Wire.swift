/// Protobuf fields by hand, for forms that no encoder writes.
enum Wire {
  /// A varint in its shortest form, or with `padding` more bytes than it needs.
  static func varint(_ value: UInt64, padding: Int = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
    for _ in 0..<padding {
      bytes[bytes.count - 1] |= 0x80
      bytes.append(0)
    }
    return bytes
  }

  static func tag(_ field: UInt64, _ type: UInt64) -> [UInt8] { varint(field << 3 | type) }

  static func number(_ field: UInt64, _ value: UInt64, padding: Int = 0) -> [UInt8] {
    tag(field, 0) + varint(value, padding: padding)
  }

  static func bytes(_ field: UInt64, _ value: [UInt8]) -> [UInt8] { tag(field, 2) + varint(UInt64(value.count)) + value }

  static func text(_ field: UInt64, _ value: String) -> [UInt8] { bytes(field, [UInt8](value.utf8)) }
}
