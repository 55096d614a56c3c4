/// Go's `math/rand` generator: an additive lagged Fibonacci generator of 607 words. Not random; reproduces the reference's.
///
/// Source: `rngSource` of Go's `math/rand`.
struct GoRandom {
  private static let length = 607
  private static let lag = 273

  private var words: [UInt64]
  private var tap = 0
  private var feed = GoRandom.length - GoRandom.lag

  /// `rand.New(rand.NewSource(seed))`.
  init(seed: Int64) {
    let modulus: Int64 = 1 << 31 - 1
    var number = seed % modulus
    if number < 0 { number += modulus }
    if number == 0 { number = 89_482_311 }
    var state = number
    for _ in 0..<20 { state = Self.next(state) }
    words = []
    words.reserveCapacity(Self.length)
    for cooked in GoRandomTable.words {
      state = Self.next(state)
      var word = UInt64(state) << 40
      state = Self.next(state)
      word ^= UInt64(state) << 20
      state = Self.next(state)
      word ^= UInt64(state)
      words.append(word ^ cooked)
    }
  }

  /// The linear congruential generator that fills the table: `48271 x mod 2^31 - 1`.
  private static func next(_ state: Int64) -> Int64 {
    let (high, low) = state.quotientAndRemainder(dividingBy: 44_488)
    let value = 48_271 * low - 3_399 * high
    return value < 0 ? value + (1 << 31 - 1) : value
  }

  /// The next 64 bits.
  mutating func uint64() -> UInt64 {
    tap = tap == 0 ? Self.length - 1 : tap - 1
    feed = feed == 0 ? Self.length - 1 : feed - 1
    // Overflow wraps, as in Go.
    words[feed] &+= words[tap]
    return words[feed]
  }

  /// The next 63 bits.
  mutating func int63() -> UInt64 { uint64() & ~(1 << 63) }

  /// The next bytes: seven of each 63 bits, lowest first.
  mutating func bytes(_ count: Int) -> [UInt8] {
    var output: [UInt8] = []
    var word: UInt64 = 0
    for index in 0..<count {
      if index % 7 == 0 { word = int63() }
      output.append(UInt8(truncatingIfNeeded: word))
      word >>= 8
    }
    return output
  }
}
