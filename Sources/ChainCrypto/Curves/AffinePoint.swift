/// A point of a curve y² = x³ + b by its coordinates, or the point at infinity.
struct AffinePoint<Field: FieldElement>: Equatable, Sendable {
  /// The first coordinate.
  var x: Field
  /// The second coordinate.
  var y: Field
  /// Whether this is the neutral element; the coordinates are then zero.
  let isInfinity: Bool

  /// The point with the given coordinates.
  @inline(__always)
  init(x: Field, y: Field) {
    self.x = x
    self.y = y
    isInfinity = false
  }

  private init() {
    x = .zero
    y = .zero
    isInfinity = true
  }

  /// The neutral element.
  static var infinity: AffinePoint { AffinePoint() }

  /// Whether the coordinates solve y² = x³ + b.
  func isOnCurve(b: Field) -> Bool { isInfinity || y.squared == x.squared * x + b }

  @inline(__always)
  static prefix func - (point: AffinePoint) -> AffinePoint { point.isInfinity ? point : AffinePoint(x: point.x, y: -point.y) }

  /// The sum of two points of the curve, by the schoolbook formulas: one inversion.
  static func + (a: AffinePoint, b: AffinePoint) -> AffinePoint {
    if a.isInfinity { return b }
    if b.isInfinity { return a }
    let slope: Field
    if a.x == b.x {
      guard a.y == b.y, !a.y.isZero else { return .infinity }
      slope = a.x.squared.tripled * a.y.doubled.inverted
    } else {
      slope = (b.y - a.y) * (b.x - a.x).inverted
    }
    let x = slope.squared - a.x - b.x
    return AffinePoint(x: x, y: slope * (a.x - x) - a.y)
  }
}
