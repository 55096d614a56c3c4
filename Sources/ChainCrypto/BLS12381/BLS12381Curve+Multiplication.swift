import Primitives

/// Sums of multiples, for points of the groups of order r: the endomorphisms split each scalar into short ones.
///
/// Source: R. P. Gallant, R. J. Lambert, S. A. Vanstone, "Faster point multiplication on elliptic curves with efficient endomorphisms"
/// (2001); S. D. Galbraith, X. Lin, M. Scott, "Endomorphisms for faster elliptic curve cryptography on a large class of curves" (2009).
extension BLS12381Curve {
  /// x².
  private static let xSquare = U256(w0: 0x0000_0001_0000_0000, w1: 0xac45_a401_0001_a402, w2: 0, w3: 0)

  /// The sum of scalar · point over all pairs; the points must lie in the first group.
  static func sum(_ pairs: [(point: First, scalar: U256)]) -> JacobianPoint<BLS12381Field> {
    MultiScalarSum.sum(
      pairs.filter { !$0.point.isInfinity }.map { ($0.point, split($0.scalar)) },
      // x²P = -φ(P).
      endomorphism: { -endomorphism($0) })
  }

  /// The sum of scalar · point over all pairs; the points must lie in the second group.
  static func sum(_ pairs: [(point: Second, scalar: U256)]) -> JacobianPoint<Field2<BLS12381Field>> {
    MultiScalarSum.sum(
      pairs.filter { !$0.point.isInfinity }.map { ($0.point, splitInFour($0.scalar)) },
      // |x|Q = -ψ(Q).
      endomorphism: { -endomorphism($0) })
  }

  /// The scalar modulo r in base x²: two digits below 2^128.
  private static func split(_ scalar: U256) -> [[UInt64]] {
    let (high, low) = scalar.remainder(dividingBy: order).quotientAndRemainder(dividingBy: xSquare)
    return [[low.w0, low.w1], [high.w0, high.w1]]
  }

  /// The scalar modulo r in base |x|: four digits below 2^64.
  private static func splitInFour(_ scalar: U256) -> [[UInt64]] {
    var rest = scalar.remainder(dividingBy: order)
    return (0..<4).map { _ in
      let (quotient, digit) = rest.quotientAndRemainder(dividingByLimb: x)
      rest = quotient
      return [digit]
    }
  }
}
