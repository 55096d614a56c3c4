/// Schoolbook division by a divisor of four limbs, one 64-bit digit at a time.
///
/// Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D, with a three-by-two digit estimate.
@frozen
@usableFromInline
struct LimbQuadDivisor: Sendable {
  /// The divisor; its most significant bit is set.
  @usableFromInline let divisor: U256
  /// The two top limbs, prepared to estimate digits.
  @usableFromInline let top: LimbPairDivisor

  /// Prepares division; bit 255 of `divisor` must be set (results are wrong otherwise, nothing traps).
  @inlinable @inline(__always)
  init(normalized divisor: U256) {
    self.divisor = divisor
    top = LimbPairDivisor(high: divisor.w3, low: divisor.w2)
  }

  /// Divides `window * 2^64 + next`, where `window` is below the divisor; gives the digit, leaves the remainder.
  @inlinable @inline(__always)
  func divide(_ window: inout U256, _ next: UInt64) -> UInt64 {
    if _slowPath(window.w3 == divisor.w3) && window.w2 == divisor.w2 { return divideByGreatestDigit(&window, next) }
    var r3 = window.w3
    var r2 = window.w2
    var digit = top.divide(&r3, &r2, window.w1)

    // (r3, r2) is what the two top limbs leave; take the digit times the two lower limbs from it.
    let p0 = divisor.w0.multipliedFullWidth(by: digit)
    let p1 = divisor.w1.multipliedFullWidth(by: digit)
    var carry: UInt64 = 0
    let middle = U256.addLimb(p1.low, p0.high, &carry)
    let upper = p1.high &+ carry
    var borrow: UInt64 = 0
    let r0 = U256.subtractLimb(next, p0.low, &borrow)
    let r1 = U256.subtractLimb(window.w0, middle, &borrow)
    r2 = U256.subtractLimb(r2, upper, &borrow)
    r3 = U256.subtractLimb(r3, 0, &borrow)

    window = U256(w0: r0, w1: r1, w2: r2, w3: r3)
    if _slowPath(borrow != 0) {
      digit &-= 1
      window = window &+ divisor
    }
    return digit
  }

  /// The rare case in which the two top limbs of the window equal the divisor's: the digit is 2^64 - 1.
  @inlinable
  func divideByGreatestDigit(_ window: inout U256, _ next: UInt64) -> UInt64 {
    // window * 2^64 + next - (2^64 - 1) * divisor, of which only the low 256 bits can be set.
    let shifted = U256(w0: next, w1: window.w0, w2: window.w1, w3: window.w2)
    let product = U256(w0: 0, w1: divisor.w0, w2: divisor.w1, w3: divisor.w2)
    window = shifted &- product &+ divisor
    return .max
  }
}
