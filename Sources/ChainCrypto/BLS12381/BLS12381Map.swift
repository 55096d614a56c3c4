/// The maps from field elements to points of the curve and its twist: simplified SWU onto an isogenous curve, then the isogeny.
///
/// Source: RFC 9380, sections 6.6.2, 6.6.3 and 8.8; EIP-2537, "Field element to curve point mapping". The results lie on the curve, but
/// not yet in the group of order r.
enum BLS12381Map {
  /// Coefficients and Z of a curve y² = x³ + A'x + B' and the rational functions of its isogeny.
  private struct Isogeny<Field: FieldElement>: Sendable {
    let a: Field
    let b: Field
    let z: Field
    let xNumerator: [Field]
    let xDenominator: [Field]
    let yNumerator: [Field]
    let yDenominator: [Field]

    /// Both candidates for x, of which at least one is the x of a point. The second is Z u² times the first.
    func candidates(_ u: Field) -> (Field, Field) {
      let zu = z * u.squared
      let sum = zu.squared + zu
      let first = sum.isZero ? b * (z * a).inverted : -b * a.inverted * (Field.one + sum.inverted)
      return (first, zu * first)
    }

    /// x³ + A'x + B'.
    func ySquare(_ x: Field) -> Field { (x.squared + a) * x + b }

    /// The image of a point; the point at infinity where a denominator is zero.
    func image(x: Field, y: Field) -> JacobianPoint<Field> {
      func value(_ polynomial: [Field]) -> Field {
        polynomial.reversed().dropFirst().reduce(polynomial[polynomial.count - 1]) { $0 * x + $1 }
      }
      let xd = value(xDenominator)
      let yd = value(yDenominator)
      // With Z = xd · yd, no division is needed.
      let square = yd.squared
      return JacobianPoint(
        x: value(xNumerator) * xd * square, y: y * value(yNumerator) * square * xd.squared * xd, z: xd * yd)
    }
  }

  private static let first: Isogeny<BLS12381Field> = {
    typealias Tables = BLS12381IsogenyTables
    func numbers(_ table: [[UInt64]]) -> [BLS12381Field] { table.map { BLS12381Field(integer: $0) } }
    let curve = numbers(Tables.firstCurve)
    return Isogeny(
      a: curve[0], b: curve[1], z: BLS12381Field(integer: [11]),
      xNumerator: numbers(Tables.firstXNumerator), xDenominator: numbers(Tables.firstXDenominator),
      yNumerator: numbers(Tables.firstYNumerator), yDenominator: numbers(Tables.firstYDenominator))
  }()

  private static let second: Isogeny<Field2<BLS12381Field>> = {
    typealias Tables = BLS12381IsogenyTables
    func numbers(_ table: [[UInt64]]) -> [Field2<BLS12381Field>] {
      stride(from: 0, to: table.count, by: 2).map { Field2(BLS12381Field(integer: table[$0]), BLS12381Field(integer: table[$0 + 1])) }
    }
    let curve = numbers(Tables.secondCurve)
    return Isogeny(
      a: curve[0], b: curve[1], z: -Field2(BLS12381Field.one.doubled, BLS12381Field.one),
      xNumerator: numbers(Tables.secondXNumerator), xDenominator: numbers(Tables.secondXDenominator),
      yNumerator: numbers(Tables.secondYNumerator), yDenominator: numbers(Tables.secondYDenominator))
  }()

  /// A point of the curve.
  static func point(_ u: BLS12381Field) -> AffinePoint<BLS12381Field> {
    let (x1, x2) = first.candidates(u)
    let root = first.ySquare(x1).squareRoot
    let x = root == nil ? x2 : x1
    // One of both values has a root.
    let y = root ?? first.ySquare(x2).squareRoot ?? .zero
    return first.image(x: x, y: y.negated(if: y.isOdd != u.isOdd)).affine
  }

  /// A point of the twist.
  static func point(_ u: Field2<BLS12381Field>) -> AffinePoint<Field2<BLS12381Field>> {
    let (x1, x2) = second.candidates(u)
    let root = second.ySquare(x1).squareRoot
    let x = root == nil ? x2 : x1
    let y = root ?? second.ySquare(x2).squareRoot ?? .zero
    return second.image(x: x, y: y.negated(if: sign(y) != sign(u))).affine
  }

  /// The parity of the real part, or of the imaginary part where the real one is zero (RFC 9380, section 4.1).
  private static func sign(_ a: Field2<BLS12381Field>) -> Bool { a.c0.isZero ? a.c1.isOdd : a.c0.isOdd }
}
