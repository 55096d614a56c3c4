/// Multiplication modulo an odd number in Montgomery form: an element x stands for x · R⁻¹, R being 2 to the size of an element in bits.
///
/// Source: P. L. Montgomery, "Modular multiplication without trial division" (1985); Ç. K. Koç et al., "Analyzing and comparing
/// Montgomery multiplication algorithms" (1996), which names the variants CIOS and SOS used in this folder.
enum Montgomery {
  /// -m⁻¹ modulo 2^64 for an odd m.
  static func negatedInverse(_ m: UInt64) -> UInt64 {
    // m is its own inverse modulo 8; each Newton step doubles the number of correct bits: 3, 6, 12, 24, 48, 96.
    var inverse = m
    for _ in 0..<5 { inverse = inverse &* (2 &- m &* inverse) }
    return 0 &- inverse
  }
}

/// Odd moduli below 2^64, in Montgomery form.
struct OneLimbMontgomery: ModularArithmetic {
  private let modulus: UInt64
  private let negatedInverse: UInt64

  /// - Parameter modulus: odd.
  init(modulus: UInt64) {
    self.modulus = modulus
    negatedInverse = Montgomery.negatedInverse(modulus)
  }

  @inline(__always)
  func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    let factor = product.low &* negatedInverse
    // factor · m cancels the low limb; a carry leaves it unless it was zero already.
    let high = factor.multipliedFullWidth(by: modulus).high
    let (first, isFirst) = product.high.addingReportingOverflow(high)
    let (sum, isSecond) = first.addingReportingOverflow(product.low == 0 ? 0 : 1)
    return isFirst || isSecond || sum >= modulus ? sum &- modulus : sum
  }

  @inline(__always)
  func square(_ a: UInt64) -> UInt64 { multiply(a, a) }
}
