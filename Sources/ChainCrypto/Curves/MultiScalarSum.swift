/// Sums of many multiples whose scalars an endomorphism has split: digit i of a scalar belongs to the i-th image of its point.
enum MultiScalarSum {
  /// A point and the digits of its scalar, each as limbs, lowest first. All digits have the same number of limbs.
  typealias Term<Field: FieldElement> = (point: AffinePoint<Field>, digits: [[UInt64]])

  /// The number of points from which buckets are cheaper than tables of multiples.
  private static let bucketThreshold = 12

  /// The sum over all terms; no point may be the one at infinity.
  static func sum<Field: FieldElement>(
    _ terms: [Term<Field>], endomorphism: (AffinePoint<Field>) -> AffinePoint<Field>
  ) -> JacobianPoint<Field> {
    guard terms.count < bucketThreshold else { return sumInBuckets(expanded(terms, endomorphism)) }
    let tables = ScalarTerm.oddMultiples(terms.map(\.point))
    var scalarTerms: [ScalarTerm<Field>] = []
    for (term, table) in zip(terms, tables) {
      var multiples = table
      for (position, digit) in term.digits.enumerated() {
        if position > 0 { multiples = multiples.map(endomorphism) }
        scalarTerms.append(ScalarTerm(multiples: multiples, scalar: digit))
      }
    }
    return ScalarTerm.sum(scalarTerms)
  }

  /// One short scalar for each image of each point.
  private static func expanded<Field: FieldElement>(
    _ terms: [Term<Field>], _ endomorphism: (AffinePoint<Field>) -> AffinePoint<Field>
  ) -> [(point: AffinePoint<Field>, scalar: [UInt64])] {
    var result: [(point: AffinePoint<Field>, scalar: [UInt64])] = []
    for term in terms {
      var point = term.point
      for (position, digit) in term.digits.enumerated() {
        if position > 0 { point = endomorphism(point) }
        result.append((point, digit))
      }
    }
    return result
  }

  /// Pippenger's method: for each window of the scalars' bits, points are first added up by the value of their digit there.
  ///
  /// Digits are signed, which halves the buckets. Source: D. J. Bernstein et al., "Faster batch forgery identification" (2012), section 4.
  private static func sumInBuckets<Field: FieldElement>(_ terms: [(point: AffinePoint<Field>, scalar: [UInt64])]) -> JacobianPoint<Field> {
    let bits = 64 * (terms.map(\.scalar.count).max() ?? 0)
    let width = max(2, Int.bitWidth - terms.count.leadingZeroBitCount - 3)
    // One window more takes the carry of the signed digits.
    let windows = (bits + width - 1) / width + 1
    let digits = terms.map { signedDigits($0.scalar, width: width, count: windows) }
    var result = JacobianPoint<Field>.infinity
    var buckets = [JacobianPoint<Field>](repeating: .infinity, count: 1 << (width - 1))
    for window in (0..<windows).reversed() {
      if !result.isInfinity { for _ in 0..<width { result = result.doubled } }
      for index in buckets.indices { buckets[index] = .infinity }
      for (term, digits) in zip(terms, digits) {
        let digit = digits[window]
        guard digit != 0 else { continue }
        let bucket = Int(digit.magnitude) - 1
        buckets[bucket] = buckets[bucket] + (digit < 0 ? -term.point : term.point)
      }
      // Bucket n counts n times: the sum of all sums from the top down.
      var running = JacobianPoint<Field>.infinity
      var total = JacobianPoint<Field>.infinity
      for bucket in buckets.reversed() {
        running = running + bucket
        total = total + running
      }
      result = result + total
    }
    return result
  }

  /// A scalar in base 2^width with digits from -2^(width - 1) + 1 to 2^(width - 1), lowest first.
  private static func signedDigits(_ scalar: [UInt64], width: Int, count: Int) -> [Int32] {
    var carry = 0
    return (0..<count).map { window in
      var digit = carry
      for offset in 0..<width {
        let position = window * width + offset
        guard position >> 6 < scalar.count else { break }
        digit += Int((scalar[position >> 6] &>> UInt64(position & 63)) & 1) << offset
      }
      carry = digit > 1 << (width - 1) ? 1 : 0
      return Int32(truncatingIfNeeded: digit - carry << width)
    }
  }
}
