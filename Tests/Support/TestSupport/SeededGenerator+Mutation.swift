extension SeededGenerator {
  /// Bytes with up to four changes: flips, cuts, insertions, repetitions, and bytes that mean something to protobuf.
  public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0..<(1 + below(4)) where !result.isEmpty {
      let position = below(result.count)
      switch below(8) {
      case 0: result[position] ^= 1 << UInt8(below(8))
      case 1: result[position] = UInt8(truncatingIfNeeded: next())
      case 2: result.removeLast(below(min(result.count, 40)))
      case 3: result.insert(contentsOf: self.bytes(upTo: 12), at: position)
      case 4: result.removeSubrange(position..<min(result.count, position + 1 + below(12)))
      case 5: result[position] = [0x00, 0x7f, 0x80, 0xff, 0x0a, 0x12, 0x08, 0x0b, 0x0c][below(9)]
      case 6:
        let end = min(result.count, position + 1 + below(80))
        result.insert(contentsOf: [UInt8](result[position..<end]), at: below(result.count))
      default: result.replaceSubrange(position..<position, with: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])
      }
    }
    return result
  }
}
