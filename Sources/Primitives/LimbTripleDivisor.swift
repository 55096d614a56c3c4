/// Schoolbook division by a divisor of three limbs, one 64-bit digit at a time.
///
/// Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D, with a three-by-two digit estimate.
@frozen
@usableFromInline
struct LimbTripleDivisor: Sendable {
  /// The lowest limb.
  @usableFromInline let low: UInt64
  /// The two top limbs, prepared to estimate digits; the most significant bit is set.
  @usableFromInline let top: LimbPairDivisor

  /// Prepares division by the three low limbs of `divisor`, whose bit 191 must be set (results are wrong otherwise,
  /// nothing traps).
  @inlinable @inline(__always)
  init(normalized divisor: U256) {
    low = divisor.w0
    top = LimbPairDivisor(high: divisor.w2, low: divisor.w1)
  }

  /// Divides `window * 2^64 + next`, where `window` has three limbs and is below the divisor; gives the digit, leaves the
  /// remainder.
  @inlinable @inline(__always)
  func divide(_ window: inout U256, _ next: UInt64) -> UInt64 {
    if _slowPath(window.w2 == top.high) && window.w1 == top.low { return divideByGreatestDigit(&window, next) }
    var r2 = window.w2
    var r1 = window.w1
    var digit = top.divide(&r2, &r1, window.w0)

    // (r2, r1) is what the two top limbs leave; take the digit times the lowest limb from it.
    let product = low.multipliedFullWidth(by: digit)
    var borrow: UInt64 = 0
    let r0 = U256.subtractLimb(next, product.low, &borrow)
    r1 = U256.subtractLimb(r1, product.high, &borrow)
    r2 = U256.subtractLimb(r2, 0, &borrow)

    window = U256(w0: r0, w1: r1, w2: r2, w3: 0)
    if _slowPath(borrow != 0) {
      digit &-= 1
      addDivisor(to: &window)
    }
    return digit
  }

  /// The rare case in which the two top limbs of the window equal the divisor's: the digit is 2^64 - 1.
  @inlinable
  func divideByGreatestDigit(_ window: inout U256, _ next: UInt64) -> UInt64 {
    // window * 2^64 + next - (2^64 - 1) * divisor, of which only the low 192 bits can be set.
    let shifted = U256(w0: next, w1: window.w0, w2: window.w1, w3: 0)
    window = shifted &- U256(w0: 0, w1: low, w2: top.low, w3: 0)
    addDivisor(to: &window)
    return .max
  }

  /// Adds the divisor modulo 2^192.
  @inlinable @inline(__always)
  func addDivisor(to window: inout U256) {
    window = window &+ U256(w0: low, w1: top.low, w2: top.high, w3: 0)
    window.w3 = 0
  }
}
