/// Pseudo-random numbers that are the same for the same seed on every machine (SplitMix64: Steele, Lea, Flood 2014), so that a
/// test with random inputs does the same in every run.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator that gives the same numbers for the same seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits. All arithmetic wraps by definition of the generator.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, but not including, a bound above zero. (Small bounds are met almost evenly.)
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Up to `limit` random bytes.
  public mutating func bytes(upTo limit: Int) -> [UInt8] { (0..<below(limit + 1)).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
