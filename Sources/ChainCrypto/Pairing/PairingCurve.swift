/// A curve with a pairing: what the Miller loop and the final exponentiation need to know of it.
protocol PairingCurve {
  /// The base field.
  associatedtype Base: TowerField

  /// The constant b of the twist y² = x³ + b.
  static var twistB: Field2<Base> { get }
  /// The loop's number as digits -1, 0, 1, lowest first.
  static var loopDigits: [Int8] { get }
  /// The lines that follow the loop.
  static func closingLines(_ running: MillerPoint<Base>, _ point: AffinePoint<Field2<Base>>) -> [TwistLine<Base>]
  /// f multiplied by the line's value at a point.
  static func product(_ f: Field12<Base>, _ line: TwistLine<Base>, at point: AffinePoint<Base>) -> Field12<Base>
  /// The value of the whole loop from its last f.
  static func closed(_ f: Field12<Base>) -> Field12<Base>
  /// A power of f whose exponent is a multiple of (p¹² - 1) / r that is prime to r: one exactly if the pairing's value is one.
  static func finalPower(_ f: Field12<Base>) -> Field12<Base>
}

/// A point of the second group with the lines of the Miller loop through its multiples.
struct PreparedPoint<Curve: PairingCurve>: Sendable {
  /// In the order of use; none for the point at infinity.
  let lines: [TwistLine<Curve.Base>]

  /// - Parameter point: a point of the second group: in the subgroup of order r, so that no step of the loop degenerates.
  init(_ point: AffinePoint<Field2<Curve.Base>>) {
    guard !point.isInfinity else {
      lines = []
      return
    }
    let negative = -point
    let b = Curve.twistB
    var lines: [TwistLine<Curve.Base>] = []
    var running = MillerPoint(point)
    for digit in Curve.loopDigits.dropLast().reversed() {
      lines.append(running.double(b: b))
      if digit != 0 { lines.append(running.add(digit > 0 ? point : negative)) }
    }
    lines += Curve.closingLines(running, point)
    self.lines = lines
  }
}
