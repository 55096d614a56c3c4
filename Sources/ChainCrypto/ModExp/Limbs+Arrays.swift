/// Natural numbers as arrays of limbs, lowest first.
extension Limbs {
  /// Big-endian bytes as limbs without leading zero limbs; none for zero.
  static func decoded(_ bytes: [UInt8]) -> [UInt64] {
    guard let first = bytes.firstIndex(where: { $0 != 0 }) else { return [] }
    var result = [UInt64](repeating: 0, count: (bytes.count - first + 7) / 8)
    for index in first..<bytes.count {
      let position = bytes.count - 1 - index
      result[position >> 3] |= UInt64(bytes[index]) << UInt64(8 * (position & 7))
    }
    return result
  }

  /// The lowest `count` bytes of a number, big-endian.
  static func encoded(_ limbs: [UInt64], count: Int) -> [UInt8] {
    (0..<count).map { index in
      let position = count - 1 - index
      guard position >> 3 < limbs.count else { return 0 }
      return UInt8(truncatingIfNeeded: limbs[position >> 3] >> UInt64(8 * (position & 7)))
    }
  }

  /// The lowest `count` limbs, zeros added where there are fewer.
  static func resized(_ limbs: [UInt64], _ count: Int) -> [UInt64] {
    [UInt64](limbs.prefix(count)) + [UInt64](repeating: 0, count: max(0, count - limbs.count))
  }

  /// Clears all bits from position `bits` on, in a number with just enough limbs for the others.
  static func truncate(_ limbs: inout [UInt64], bits: Int) {
    let used = UInt64(bits & 63)
    if used != 0 { limbs[limbs.count - 1] &= (1 << used) - 1 }
  }

  /// The number shifted right by any number of bits, leading zero limbs removed.
  static func shiftedRight(_ limbs: [UInt64], by bits: Int) -> [UInt64] {
    var result = [UInt64](limbs[min(bits >> 6, limbs.count)...])
    result.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { Limbs.shiftRight(start, UInt64(bits & 63), buffer.count) }
    }
    while result.last == 0 { result.removeLast() }
    return result
  }
}
