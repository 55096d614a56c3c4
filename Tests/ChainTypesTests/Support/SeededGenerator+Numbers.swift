import TestSupport

extension SeededGenerator {
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
