/// A point (X / Z², Y / Z³) of a curve y² = x³ + b; Z is zero for the point at infinity. Sums need no inversion.
///
/// Source of the formulas: D. J. Bernstein, T. Lange, Explicit-Formulas Database, short Weierstrass curves with a = 0:
/// dbl-2009-l, add-2007-bl, madd-2007-bl.
struct JacobianPoint<Field: FieldElement>: Sendable {
  /// X, the first coordinate times Z².
  var x: Field
  /// Y, the second coordinate times Z³.
  var y: Field
  /// Z, zero for the point at infinity.
  var z: Field

  /// The point (x / z², y / z³).
  @inline(__always)
  init(x: Field, y: Field, z: Field) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The same point with a Z of one, or of zero at infinity.
  @inline(__always)
  init(_ point: AffinePoint<Field>) {
    x = point.x
    y = point.y
    z = point.isInfinity ? .zero : .one
  }

  /// The neutral element.
  static var infinity: JacobianPoint { JacobianPoint(x: .one, y: .one, z: .zero) }

  /// Whether this is the neutral element.
  @inline(__always)
  var isInfinity: Bool { z.isZero }

  /// The point by its coordinates: one inversion.
  var affine: AffinePoint<Field> {
    guard !isInfinity else { return .infinity }
    let inverse = z.inverted
    let square = inverse.squared
    return AffinePoint(x: x * square, y: y * (square * inverse))
  }

  /// Twice the point.
  var doubled: JacobianPoint {
    let a = x.squared
    let b = y.squared
    let c = b.squared
    let d = ((x + b).squared - a - c).doubled
    let e = a.tripled
    let x3 = e.squared - d.doubled
    let y3 = e * (d - x3) - c.doubled.doubled.doubled
    return JacobianPoint(x: x3, y: y3, z: (y * z).doubled)
  }

  /// The sum of any two points, equal and opposite ones included.
  static func + (p: JacobianPoint, q: JacobianPoint) -> JacobianPoint {
    if p.isInfinity { return q }
    if q.isInfinity { return p }
    let pz = p.z.squared
    let qz = q.z.squared
    let u = p.x * qz
    let h = q.x * pz - u
    let s = p.y * q.z * qz
    let r = (q.y * p.z * pz - s).doubled
    if h.isZero { return r.isZero ? p.doubled : .infinity }
    let i = h.doubled.squared
    let j = h * i
    let v = u * i
    let x3 = r.squared - j - v.doubled
    let y3 = r * (v - x3) - (s * j).doubled
    return JacobianPoint(x: x3, y: y3, z: ((p.z + q.z).squared - pz - qz) * h)
  }

  /// The sum with an affine point, five products cheaper.
  static func + (p: JacobianPoint, q: AffinePoint<Field>) -> JacobianPoint {
    if q.isInfinity { return p }
    if p.isInfinity { return JacobianPoint(q) }
    let pz = p.z.squared
    let h = q.x * pz - p.x
    let r = (q.y * p.z * pz - p.y).doubled
    if h.isZero { return r.isZero ? p.doubled : .infinity }
    let square = h.squared
    let i = square.doubled.doubled
    let j = h * i
    let v = p.x * i
    let x3 = r.squared - j - v.doubled
    let y3 = r * (v - x3) - (p.y * j).doubled
    return JacobianPoint(x: x3, y: y3, z: (p.z + h).squared - pz - square)
  }

  @inline(__always)
  static prefix func - (p: JacobianPoint) -> JacobianPoint { JacobianPoint(x: p.x, y: -p.y, z: p.z) }

  /// Whether both are the same point, whatever their Z.
  static func == (p: JacobianPoint, q: JacobianPoint) -> Bool {
    if p.isInfinity || q.isInfinity { return p.isInfinity && q.isInfinity }
    let pz = p.z.squared
    let qz = q.z.squared
    return p.x * qz == q.x * pz && p.y * q.z * qz == q.y * p.z * pz
  }

  /// The points by their coordinates: one inversion for all.
  static func affine(_ points: [JacobianPoint]) -> [AffinePoint<Field>] {
    var inverses = points.map(\.z)
    Field.invert(&inverses)
    return zip(points, inverses).map { point, inverse in
      guard !point.isInfinity else { return .infinity }
      let square = inverse.squared
      return AffinePoint(x: point.x * square, y: point.y * (square * inverse))
    }
  }
}
