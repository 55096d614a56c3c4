/// SipHash-2-4 with 128 bits of output: a hash that nobody can predict without its key.
///
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", and their reference code for the 128-bit variant.
enum SipHash {
  /// A key of 128 bits.
  struct Key: Sendable, Hashable {
    let low: UInt64
    let high: UInt64

    /// A key of two words.
    init(_ low: UInt64, _ high: UInt64) {
      self.low = low
      self.high = high
    }
  }

  /// A hash of 128 bits.
  struct Value: Sendable, Hashable {
    let low: UInt64
    let high: UInt64
  }

  /// The hash of some bytes.
  static func hash(_ bytes: [UInt8], key: Key) -> Value {
    var state = State(key: key)
    return bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset &+ 8 <= buffer.count {
        state.absorb(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset &+= 8
      }
      var last = UInt64(truncatingIfNeeded: buffer.count) &<< 56
      var shift: UInt64 = 0
      while offset < buffer.count {
        last |= UInt64(buffer[offset]) &<< shift
        shift &+= 8
        offset &+= 1
      }
      state.absorb(last)
      return state.finish()
    }
  }

  private struct State {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    init(key: Key) {
      v0 = key.low ^ 0x736f_6d65_7073_6575
      v1 = key.high ^ 0x646f_7261_6e64_6f6d ^ 0xee
      v2 = key.low ^ 0x6c79_6765_6e65_7261
      v3 = key.high ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      for _ in 0..<2 { round() }
      v0 ^= word
    }

    mutating func finish() -> Value {
      v2 ^= 0xee
      for _ in 0..<4 { round() }
      let low = v0 ^ v1 ^ v2 ^ v3
      v1 ^= 0xdd
      for _ in 0..<4 { round() }
      return Value(low: low, high: v0 ^ v1 ^ v2 ^ v3)
    }

    private mutating func round() {
      v0 = v0 &+ v1
      v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
      v0 = v0 &<< 32 | v0 &>> 32
      v2 = v2 &+ v3
      v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
      v0 = v0 &+ v3
      v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
      v2 = v2 &+ v1
      v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
      v2 = v2 &<< 32 | v2 &>> 32
    }
  }
}
