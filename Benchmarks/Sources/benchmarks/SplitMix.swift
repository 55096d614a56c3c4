import Primitives

/// The SplitMix64 generator: the same operands in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  /// A generator that repeats itself for the same seed.
  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// A number of exactly `bits` bits, 1 to 256.
  mutating func number(bits: Int) -> U256 {
    let random = U256(w0: next(), w1: next(), w2: next(), w3: next()) &>> (256 - bits)
    return random | (.one &<< (bits - 1))
  }
}
