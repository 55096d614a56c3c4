/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number below `bound`.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Up to `limit` random bytes.
  mutating func bytes(upTo limit: Int) -> [UInt8] { (0..<below(limit + 1)).map { _ in UInt8(truncatingIfNeeded: next()) } }

  /// A number whose width varies: small ones, and both ends of 64 bits.
  mutating func number() -> UInt64 { next() >> UInt64(below(65)) }

  /// A text that is sometimes empty and sometimes beyond ASCII.
  mutating func text() -> String {
    let letters: [Character] = ["a", "Z", "0", " ", "é", "é", "漢", "🦊", "\u{0}"]
    return String((0..<below(12)).map { _ in letters[below(letters.count)] })
  }

  /// A decimal number as actions carry it, sometimes negative, sometimes wider than 256 bits.
  mutating func decimal() -> String {
    switch below(8) {
    case 0: return "0"
    case 1: return "-" + String(number() | 1)
    case 2: return "1" + String((0..<(70 + below(60))).map { _ in Character(String(below(10))) })
    default: return String(number())
    }
  }
}
