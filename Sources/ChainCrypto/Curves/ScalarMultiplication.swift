/// A scalar multiple in a sum of several: a table of the point's odd multiples 1, 3, 5 …, and the scalar's digits that select from it.
///
/// Source: D. Hankerson et al., Guide to Elliptic Curve Cryptography, algorithm 3.51 (interleaving).
struct ScalarTerm<Field: FieldElement> {
  /// Digits up to ±15, so eight multiples.
  static var width: Int { 5 }

  private let multiples: [AffinePoint<Field>]
  /// The scalar's digits, lowest first.
  let digits: [Int8]

  /// - Parameters:
  ///   - multiples: 1, 3, … 15 times the point, as ``ScalarTerm/oddMultiples(_:)`` makes them or an endomorphism maps them.
  ///   - scalar: limbs, lowest first.
  init(multiples: [AffinePoint<Field>], scalar: [UInt64]) {
    self.multiples = multiples
    digits = SignedWindows(limbs: scalar, width: Self.width).digits
  }

  /// The multiple that a digit other than zero selects.
  @inline(__always)
  func multiple(_ digit: Int8) -> AffinePoint<Field> {
    let point = multiples[Int(digit.magnitude >> 1)]
    return digit < 0 ? -point : point
  }

  /// 1, 3, … 15 times each point: one inversion for all.
  static func oddMultiples(_ points: [AffinePoint<Field>]) -> [[AffinePoint<Field>]] {
    var all: [JacobianPoint<Field>] = []
    let count = 1 << (width - 2)
    for point in points {
      let start = JacobianPoint(point)
      let double = start.doubled
      all.append(start)
      for _ in 1..<count { all.append(all[all.count - 1] + double) }
    }
    let affine = JacobianPoint.affine(all)
    return points.indices.map { [AffinePoint<Field>](affine[$0 * count..<($0 + 1) * count]) }
  }

  /// The sum of all multiples: the doublings are shared.
  static func sum(_ terms: [ScalarTerm]) -> JacobianPoint<Field> {
    var result = JacobianPoint<Field>.infinity
    let length = terms.map(\.digits.count).max() ?? 0
    for position in (0..<length).reversed() {
      if !result.isInfinity { result = result.doubled }
      for term in terms where position < term.digits.count && term.digits[position] != 0 {
        result = result + term.multiple(term.digits[position])
      }
    }
    return result
  }
}

extension JacobianPoint {
  /// The multiple with a 64-bit number, double and add from the highest bit; for fixed sparse numbers.
  static func * (point: JacobianPoint, scalar: UInt64) -> JacobianPoint {
    var result = JacobianPoint.infinity
    for shift in (0..<UInt64(64)).reversed() {
      if !result.isInfinity { result = result.doubled }
      if (scalar &>> shift) & 1 == 1 { result = result + point }
    }
    return result
  }

  /// The multiple of an affine point with a 64-bit number, likewise, with the cheaper additions.
  static func multiple(_ point: AffinePoint<Field>, _ scalar: UInt64) -> JacobianPoint {
    var result = JacobianPoint.infinity
    for shift in (0..<UInt64(64)).reversed() {
      if !result.isInfinity { result = result.doubled }
      if (scalar &>> shift) & 1 == 1 { result = result + point }
    }
    return result
  }
}
