import Primitives

extension ABIValue {
  /// The bytes of values, as parameters of a call: heads, then tails.
  public static func encode(_ values: [ABIValue], as types: [ABIType]) throws(ABIError) -> [UInt8] {
    guard values.count == types.count else { throw .count(given: values.count, wanted: types.count) }
    var offset = types.map(\.headSize).reduce(0, +)
    var head: [UInt8] = []
    var tail: [UInt8] = []
    for (value, type) in zip(values, types) {
      let bytes = try value.encoded(as: type)
      if type.isDynamic {
        head += word(offset)
        tail += bytes
        offset += bytes.count
      } else {
        head += bytes
      }
    }
    return head + tail
  }

  private static func word(_ number: Int) -> [UInt8] { U256(UInt64(number)).bigEndianBytes }

  private func encoded(as type: ABIType) throws(ABIError) -> [UInt8] {
    switch (self, type) {
    case (.number(let value), .unsigned), (.number(let value), .signed): return value.bigEndianBytes
    case (.address(let address), .address): return [UInt8](repeating: 0, count: 12) + address.bytes
    case (.bool(let value), .bool): return Self.word(value ? 1 : 0)
    case (.bytes(let bytes), .fixedBytes(let count)) where bytes.count == count: return Self.padded(bytes)
    case (.bytes(let bytes), .bytes): return Self.word(bytes.count) + Self.padded(bytes)
    case (.string(let text), .string):
      let bytes = Array(text.utf8)
      return Self.word(bytes.count) + Self.padded(bytes)
    case (.list(let values), .array(let element)):
      return try Self.word(values.count) + Self.encode(values, as: values.map { _ in element })
    case (.list(let values), .fixedArray(let element, let count)):
      return try Self.encode(values, as: [ABIType](repeating: element, count: count))
    case (.list(let values), .tuple(let members)): return try Self.encode(values, as: members.map(\.type))
    default: throw .mismatch(value: "\(self)", type: type.canonicalName)
    }
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] { bytes + [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32) }
}
