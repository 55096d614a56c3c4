/// The Blowfish block cipher, encryption only: all that counter mode needs.
///
/// Old and with blocks of 64 bits; here because the reference offers it as its last choice. Peers agree on it only if one of
/// them offers nothing else. Source: the Blowfish paper (Schneier, 1993).
struct Blowfish: Sendable {
  /// Bytes of a block.
  static let blockByteCount = 8

  /// 18 round keys, then four boxes of 256 words.
  private var words: [UInt32]

  /// A cipher with a key of 1 to 56 bytes; nil for other lengths.
  init?(key: [UInt8]) {
    guard (1...56).contains(key.count) else { return nil }
    words = BlowfishTable.words
    var position = 0
    for index in 0..<18 {
      var word: UInt32 = 0
      for _ in 0..<4 {
        word = word << 8 | UInt32(key[position])
        position = (position + 1) % key.count
      }
      words[index] ^= word
    }
    var block: UInt64 = 0
    for index in stride(from: 0, to: words.count, by: 2) {
      block = encrypt(block)
      words[index] = UInt32(truncatingIfNeeded: block >> 32)
      words[index + 1] = UInt32(truncatingIfNeeded: block)
    }
  }

  /// A block, big-endian, encrypted.
  func encrypt(_ block: UInt64) -> UInt64 {
    var left = UInt32(truncatingIfNeeded: block >> 32)
    var right = UInt32(truncatingIfNeeded: block)
    for round in stride(from: 0, to: 16, by: 2) {
      left ^= words[round]
      right ^= mix(left)
      right ^= words[round + 1]
      left ^= mix(right)
    }
    left ^= words[16]
    right ^= words[17]
    return UInt64(right) << 32 | UInt64(left)
  }

  /// The round function; its additions wrap by definition.
  private func mix(_ word: UInt32) -> UInt32 {
    let first = words[18 + Int(word >> 24)] &+ words[274 + Int(word >> 16 & 0xFF)]
    return (first ^ words[530 + Int(word >> 8 & 0xFF)]) &+ words[786 + Int(word & 0xFF)]
  }
}
