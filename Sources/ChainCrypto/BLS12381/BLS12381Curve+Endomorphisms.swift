/// Maps that multiply by large numbers at the price of a few products, and what they make cheap: telling whether a point lies in its
/// group, and moving a point into it.
extension BLS12381Curve {
  /// β, the cube root of one with which φ: (x, y) → (βx, y) multiplies points of the first group by -x².
  private static let beta = BLS12381Field(
    integer: [
      0x2e01_ffff_fffe_fffe, 0xde17_d813_620a_0002, 0xddb3_a93b_e6f8_9688, 0xba69_c607_6a0f_77ea, 0x5f19_672f_df76_ce51, 0,
    ])

  /// ξ^(-(p - 1) / 3) and ξ^(-(p - 1) / 2).
  private static let psi: (x: Field2<BLS12381Field>, y: Field2<BLS12381Field>) = (
    BLS12381Field.frobenius.powers[1].inverted, BLS12381Field.frobenius.powers[2].inverted
  )

  /// φ, on the first group the product with -x².
  static func endomorphism(_ point: First) -> First { point.isInfinity ? point : First(x: point.x * beta, y: point.y) }

  /// ψ, the Frobenius map carried over to the twist; on the second group the product with p, which is the product with x.
  static func endomorphism(_ point: Second) -> Second {
    point.isInfinity ? point : Second(x: point.x.conjugate * psi.x, y: point.y.conjugate * psi.y)
  }

  /// Whether a point of the curve lies in the first group, the subgroup of order r: φ(P) = -x²P.
  ///
  /// Source: M. Scott, "A note on group membership tests for G1, G2 and GT on BLS pairing-friendly curves" (2021), section 6.
  static func isInSubgroup(_ point: First) -> Bool {
    point.isInfinity || JacobianPoint.multiple(point, x) * x == JacobianPoint(-endomorphism(point))
  }

  /// Whether a point of the twist lies in the second group, the subgroup of order r: ψ(Q) = xQ. Source: as for the first group, section 4.
  static func isInSubgroup(_ point: Second) -> Bool {
    point.isInfinity || JacobianPoint.multiple(point, x) == JacobianPoint(-endomorphism(point))
  }

  /// A multiple of a point of the curve that lies in the first group: (1 - x)P. Source: RFC 9380, section 8.8.1.
  static func clearingCofactor(_ point: First) -> JacobianPoint<BLS12381Field> { JacobianPoint.multiple(point, x) + point }

  /// A multiple of a point of the twist that lies in the second group: (x² - x - 1)Q + (x - 1)ψ(Q) + 2ψ²(Q).
  ///
  /// Source: A. Budroni, F. Pintore, "Efficient hash maps to G2 on BLS curves" (2017); RFC 9380, appendix G.3.
  static func clearingCofactor(_ point: Second) -> JacobianPoint<Field2<BLS12381Field>> {
    let image = endomorphism(point)
    let xq = -JacobianPoint.multiple(point, x)
    let sum = -((xq + image) * x)
    return sum + -xq + -image + -point + JacobianPoint(endomorphism(image)).doubled
  }
}
