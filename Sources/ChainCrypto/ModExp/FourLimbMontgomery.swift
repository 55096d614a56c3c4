import Primitives

/// Odd moduli below 2^256 in Montgomery form: the size that contracts use most, unrolled.
struct FourLimbMontgomery: ModularArithmetic {
  private let modulus: U256
  private let negatedInverse: UInt64

  /// - Parameter modulus: odd.
  init(modulus: U256) {
    self.modulus = modulus
    negatedInverse = Montgomery.negatedInverse(modulus.w0)
  }

  /// CIOS with one limb of carry, as the modulus may use all 256 bits.
  @inline(__always)
  func multiply(_ a: U256, _ b: U256) -> U256 {
    var sum = Sum()
    sum.accumulate(a.w0, b, modulus, negatedInverse)
    sum.accumulate(a.w1, b, modulus, negatedInverse)
    sum.accumulate(a.w2, b, modulus, negatedInverse)
    sum.accumulate(a.w3, b, modulus, negatedInverse)
    let value = U256(w0: sum.w0, w1: sum.w1, w2: sum.w2, w3: sum.w3)
    return sum.w4 != 0 || !(value < modulus) ? value &- modulus : value
  }

  @inline(__always)
  func square(_ a: U256) -> U256 { multiply(a, a) }

  /// The running sum, below twice the modulus after each turn.
  private struct Sum {
    var w0: UInt64 = 0
    var w1: UInt64 = 0
    var w2: UInt64 = 0
    var w3: UInt64 = 0
    var w4: UInt64 = 0

    /// (sum + a · b + q · m) / 2^64 with the q that makes the division exact.
    @inline(__always)
    mutating func accumulate(_ a: UInt64, _ b: U256, _ m: U256, _ negatedInverse: UInt64) {
      var carry: UInt64
      (w0, carry) = Limbs.multiplyAdd(a, b.w0, w0, 0)
      (w1, carry) = Limbs.multiplyAdd(a, b.w1, w1, carry)
      (w2, carry) = Limbs.multiplyAdd(a, b.w2, w2, carry)
      (w3, carry) = Limbs.multiplyAdd(a, b.w3, w3, carry)
      var over: UInt64 = 0
      let top = w4.adding(carry, carry: &over)
      let q = w0 &* negatedInverse
      (_, carry) = Limbs.multiplyAdd(q, m.w0, w0, 0)
      (w0, carry) = Limbs.multiplyAdd(q, m.w1, w1, carry)
      (w1, carry) = Limbs.multiplyAdd(q, m.w2, w2, carry)
      (w2, carry) = Limbs.multiplyAdd(q, m.w3, w3, carry)
      var last: UInt64 = 0
      w3 = top.adding(carry, carry: &last)
      w4 = over &+ last
    }
  }
}
