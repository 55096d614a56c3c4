/// The compression function F of BLAKE2b with any number of rounds.
///
/// Source: RFC 7693, section 3.2; EIP-152 makes the number of rounds a parameter.
struct Blake2bCompression {
  /// The first 64 bits of the fractional parts of the square roots of the first eight primes (RFC 7693, section 2.6).
  static let initialVector: InlineArray<8, UInt64> = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]

  /// The order in which round i mod 10 reads the words of the message (RFC 7693, section 2.7), one row for each round.
  private static let schedule: InlineArray<160, UInt8> = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
    7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
    9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
    2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
    12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
    13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
    6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
    10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
  ]

  /// The eight words of the chaining value.
  var h: InlineArray<8, UInt64>

  /// Mixes one block into the chaining value.
  ///
  /// - Parameters:
  ///   - block: the message block, 128 bytes at least.
  ///   - low: the lower half of the count of bytes hashed so far, this block included.
  ///   - high: the upper half of that count.
  ///   - isLast: whether this is the message's last block.
  ///   - rounds: the number of rounds, 12 in BLAKE2b itself.
  mutating func compress(_ block: UnsafeRawPointer, low: UInt64, high: UInt64, isLast: Bool, rounds: UInt32) {
    let initial = Self.initialVector
    var v0 = h[0], v1 = h[1], v2 = h[2], v3 = h[3], v4 = h[4], v5 = h[5], v6 = h[6], v7 = h[7]
    var v8 = initial[0], v9 = initial[1], v10 = initial[2], v11 = initial[3]
    var v12 = initial[4] ^ low, v13 = initial[5] ^ high, v14 = isLast ? ~initial[6] : initial[6], v15 = initial[7]
    var message = InlineArray<16, UInt64>(repeating: 0)
    for index in 0..<16 { message[index] = UInt64(littleEndian: block.loadUnaligned(fromByteOffset: 8 &* index, as: UInt64.self)) }
    let schedule = Self.schedule

    @inline(__always) func word(_ row: Int, _ index: Int) -> UInt64 { message[unchecked: Int(schedule[unchecked: row &+ index])] }

    var row = 0
    var round: UInt32 = 0
    while round < rounds {
      mix(&v0, &v4, &v8, &v12, word(row, 0), word(row, 1))
      mix(&v1, &v5, &v9, &v13, word(row, 2), word(row, 3))
      mix(&v2, &v6, &v10, &v14, word(row, 4), word(row, 5))
      mix(&v3, &v7, &v11, &v15, word(row, 6), word(row, 7))
      mix(&v0, &v5, &v10, &v15, word(row, 8), word(row, 9))
      mix(&v1, &v6, &v11, &v12, word(row, 10), word(row, 11))
      mix(&v2, &v7, &v8, &v13, word(row, 12), word(row, 13))
      mix(&v3, &v4, &v9, &v14, word(row, 14), word(row, 15))
      round &+= 1
      row = row == 144 ? 0 : row &+ 16
    }
    h[0] ^= v0 ^ v8
    h[1] ^= v1 ^ v9
    h[2] ^= v2 ^ v10
    h[3] ^= v3 ^ v11
    h[4] ^= v4 ^ v12
    h[5] ^= v5 ^ v13
    h[6] ^= v6 ^ v14
    h[7] ^= v7 ^ v15
  }

  /// The mixing function G (RFC 7693, section 3.1). Additions are modulo 2^64 by definition.
  @inline(__always)
  private func mix(_ a: inout UInt64, _ b: inout UInt64, _ c: inout UInt64, _ d: inout UInt64, _ x: UInt64, _ y: UInt64) {
    a = a &+ b &+ x
    d = rotated(d ^ a, 32)
    c = c &+ d
    b = rotated(b ^ c, 24)
    a = a &+ b &+ y
    d = rotated(d ^ a, 16)
    c = c &+ d
    b = rotated(b ^ c, 63)
  }

  @inline(__always)
  private func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 { (word &>> count) | (word &<< (64 &- count)) }
}
