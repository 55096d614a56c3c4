import Primitives

/// Multiples of points of the first group by half-length scalars.
///
/// The map φ: (x, y) → (βx, y) multiplies by λ, so kP = k₁P + k₂φ(P) where k = k₁ + k₂λ modulo r and both are some 128 bits long.
/// Source: R. P. Gallant, R. J. Lambert, S. A. Vanstone, "Faster point multiplication on elliptic curves with efficient
/// endomorphisms" (2001). The lattice of (k₁, k₂) that stand for zero has the basis (2x + 1, -6x² - 2x), (6x² + 4x + 1, 2x + 1).
extension BN254Curve {
  /// β, a cube root of one: φ multiplies by λ = 0xb3c4d79d41a917585bfc41088d8daaa78b17ea66b99c90dd.
  private static let beta = BN254Field(
    integer: [0x5763_4731_77ff_fffe, 0xd4f2_63f1_acdb_5c4f, 0x59e2_6bce_a0d4_8bac, 0])

  /// 2x + 1.
  private static let short = U256(0x89d3_2568_94d2_13e3)
  /// 6x² + 2x.
  private static let long = U256(w0: 0x8211_bbeb_7d4f_1128, w1: 0x6f4d_8248_eeb8_59fc, w2: 0, w3: 0)
  /// 6x² + 4x + 1.
  private static let longer = U256(w0: 0x0be4_e154_1221_250b, w1: 0x6f4d_8248_eeb8_59fd, w2: 0, w3: 0)
  /// 2^256 (2x + 1) / r, rounded down.
  private static let shortReciprocal = U256(w0: 0xd91d_232e_c7e0_b3d7, w1: 2, w2: 0, w3: 0)
  /// 2^256 (6x² + 2x) / r, rounded down.
  private static let longReciprocal = U256(w0: 0x7a7b_d9d4_391e_b18d, w1: 0x4cce_f014_a773_d2cf, w2: 2, w3: 0)

  /// The multiple of a point of the curve, all of which are in the group of prime order, with any number.
  static func multiple(_ point: First, _ scalar: U256) -> JacobianPoint<BN254Field> {
    if point.isInfinity { return .infinity }
    let (first, second) = split(scalar.remainder(dividingBy: order))
    let multiples = ScalarTerm.oddMultiples([point])[0]
    let images = multiples.map { First(x: $0.x * beta, y: second.isNegative ? -$0.y : $0.y) }
    return ScalarTerm.sum([
      ScalarTerm(multiples: first.isNegative ? multiples.map { -$0 } : multiples, scalar: first.magnitude),
      ScalarTerm(multiples: images, scalar: second.magnitude),
    ])
  }

  private typealias Half = (magnitude: [UInt64], isNegative: Bool)

  /// k₁ and k₂ for k below r: k less a vector of the lattice close to (k, 0). All arithmetic is modulo 2^256 in two's complement.
  private static func split(_ k: U256) -> (Half, Half) {
    let c1 = k.multipliedFullWidth(by: shortReciprocal).high
    let c2 = k.multipliedFullWidth(by: longReciprocal).high
    let k1 = k &- c1 &* short &- c2 &* longer
    let k2 = c1 &* long &- c2 &* short
    return (half(k1), half(k2))
  }

  private static func half(_ k: U256) -> Half {
    let isNegative = k.w3 >> 63 == 1
    let magnitude = isNegative ? U256.zero &- k : k
    // Rounding leaves less than 1.25 of either basis vector, which is below 2^128.
    return ([magnitude.w0, magnitude.w1], isNegative)
  }
}
