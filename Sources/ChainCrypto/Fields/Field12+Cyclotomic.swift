/// The subgroup of order p⁴ - p² + 1, in which inverting is conjugating and squaring is cheap. Values of pairings lie in it after the
/// easy part of the final exponentiation.
extension Field12 {
  /// The power (p⁶ - 1)(p² + 1), which lies in the subgroup.
  var cyclotomicPower: Field12 {
    let first = conjugate * inverted
    return first.frobeniusSquared * first
  }

  /// The square, for an element of the subgroup.
  ///
  /// Source: R. Granger, M. Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions" (2010), section 3.2.
  var cyclotomicSquare: Field12 {
    let (t0, t1) = Self.squareOfFourth(c0.c0, c1.c1)
    let (t2, t3) = Self.squareOfFourth(c1.c0, c0.c2)
    let (t4, t5) = Self.squareOfFourth(c0.c1, c1.c2)
    let t6 = Base.timesNonresidue(t5)
    return Field12(
      Field6((t0 - c0.c0).doubled + t0, (t2 - c0.c1).doubled + t2, (t4 - c0.c2).doubled + t4),
      Field6((t6 + c1.c0).doubled + t6, (t1 + c1.c1).doubled + t1, (t3 + c1.c2).doubled + t3))
  }

  /// The square of a + b · s in F⁴ = F²[s]/(s² - ξ).
  @inline(__always)
  private static func squareOfFourth(_ a: Coefficient, _ b: Coefficient) -> (Coefficient, Coefficient) {
    let product = a * b
    let sum = (a + b) * (a + Base.timesNonresidue(b))
    return (sum - product - Base.timesNonresidue(product), product.doubled)
  }

  /// The power with a 64-bit exponent, for an element of the subgroup.
  ///
  /// - Parameter width: of the windows of the exponent's bits: 4 for any number, 2 for one whose bits are mostly equal.
  func cyclotomicPower(_ exponent: UInt64, width: Int = 4) -> Field12 {
    // Odd powers; negative digits are conjugates, which cost nothing.
    var powers = [self]
    if width > 2 {
      let square = cyclotomicSquare
      while powers.count < 1 << (width - 2) { powers.append(powers[powers.count - 1] * square) }
    }
    var result = Field12.one
    var isStarted = false
    for digit in SignedWindows(limbs: [exponent], width: width).digits.reversed() {
      if isStarted { result = result.cyclotomicSquare }
      guard digit != 0 else { continue }
      let power = powers[Int(digit.magnitude >> 1)]
      let factor = digit < 0 ? power.conjugate : power
      result = isStarted ? result * factor : factor
      isStarted = true
    }
    return result
  }
}
