import Primitives

extension ABIValue {
  /// The values in the bytes that a call returned, or in call data after the selector.
  ///
  /// Every offset and length is checked against the bytes that are there, and the whole may not hold more than 65,536 values,
  /// so that hostile data cost little.
  public static func decode(_ bytes: [UInt8], as types: [ABIType]) throws(ABIError) -> [ABIValue] {
    var decoder = Decoder(bytes: bytes)
    return try decoder.values(types, base: 0, depth: 0)
  }

  private struct Decoder {
    let bytes: [UInt8]
    var count = 0

    mutating func values(_ types: [ABIType], base: Int, depth: Int) throws(ABIError) -> [ABIValue] {
      guard depth < 32 else { throw .malformedData("values are nested too deep") }
      var position = base
      var values: [ABIValue] = []
      for type in types {
        count += 1
        guard count <= 1 << 16 else { throw .malformedData("too many values") }
        let place = type.isDynamic ? base + (try length(at: position)) : position
        values.append(try value(type, at: place, depth: depth))
        position += type.headSize
      }
      return values
    }

    /// A length or offset: a number that is no larger than the data.
    func length(at position: Int) throws(ABIError) -> Int {
      guard let number = try word(at: position).asUInt64, number <= UInt64(bytes.count) else { throw .truncated }
      return Int(number)
    }

    func word(at position: Int) throws(ABIError) -> U256 {
      guard let word = U256(bigEndian: Array(try slice(position, 32))) else { throw .truncated }
      return word
    }

    func slice(_ position: Int, _ count: Int) throws(ABIError) -> ArraySlice<UInt8> {
      guard position >= 0, count >= 0, position <= bytes.count, count <= bytes.count - position else { throw .truncated }
      return bytes[position..<position + count]
    }

    mutating func value(_ type: ABIType, at position: Int, depth: Int) throws(ABIError) -> ABIValue {
      switch type {
      case .unsigned, .signed: return .number(try word(at: position))
      case .address:
        guard let address = Address(Array(try slice(position, 32).suffix(20))) else { throw .truncated }
        return .address(address)
      case .bool: return .bool(!(try word(at: position)).isZero)
      case .fixedBytes(let count): return .bytes(Array(try slice(position, 32).prefix(count)))
      case .bytes: return .bytes(Array(try slice(position + 32, length(at: position))))
      case .string: return .string(String(decoding: try slice(position + 32, length(at: position)), as: UTF8.self))
      case .array(let element):
        let count = try length(at: position)
        return .list(try values([ABIType](repeating: element, count: count), base: position + 32, depth: depth + 1))
      case .fixedArray(let element, let count):
        return .list(try values([ABIType](repeating: element, count: count), base: position, depth: depth + 1))
      case .tuple(let members): return .list(try values(members.map(\.type), base: position, depth: depth + 1))
      }
    }
  }
}
