/// A line through points of the twisted curve, as a function that still waits for a point of the base curve:
/// `atY` · y + `atX` · x + `constant`, each coefficient standing at the power of w that the kind of twist gives it.
struct TwistLine<Base: TowerField>: Sendable {
  /// What y is multiplied with.
  let atY: Field2<Base>
  /// What x is multiplied with.
  let atX: Field2<Base>
  /// What is added.
  let constant: Field2<Base>
}

/// The running point of a Miller loop in homogeneous projective coordinates (X / Z, Y / Z) on the twist y² = x³ + b.
///
/// Source of the formulas: C. Costello, T. Lange, M. Naehrig, "Faster pairing computations on curves with high-degree twists" (2010);
/// D. F. Aranha et al., "Faster explicit formulas for computing pairings over ordinary curves" (2011), section 4.
struct MillerPoint<Base: TowerField> {
  private var x: Field2<Base>
  private var y: Field2<Base>
  private var z: Field2<Base>

  /// Starts at a point of the second group other than infinity.
  init(_ point: AffinePoint<Field2<Base>>) {
    x = point.x
    y = point.y
    z = .one
  }

  /// Doubles the point; returns the tangent at it.
  mutating func double(b: Field2<Base>) -> TwistLine<Base> {
    let half = (x * y).halved
    let ySquare = y.squared
    let zSquare = z.squared
    let e = b * zSquare.tripled
    let f = e.tripled
    let g = (ySquare + f).halved
    let h = (y + z).squared - ySquare - zSquare
    let line = TwistLine<Base>(atY: -h, atX: x.squared.tripled, constant: e - ySquare)
    x = half * (ySquare - f)
    y = g.squared - e.squared.tripled
    z = ySquare * h
    return line
  }

  /// Adds an affine point, which must be neither this point nor its negative; returns the line through both.
  mutating func add(_ q: AffinePoint<Field2<Base>>) -> TwistLine<Base> {
    let theta = y - q.y * z
    let lambda = x - q.x * z
    let square = lambda.squared
    let cube = lambda * square
    let g = x * square
    let h = cube + z * theta.squared - g.doubled
    x = lambda * h
    y = theta * (g - h) - cube * y
    z = z * cube
    return TwistLine(atY: lambda, atX: -theta, constant: theta * q.x - lambda * q.y)
  }
}
