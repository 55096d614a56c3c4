/// The product of the pairings of many pairs, compared with one.
///
/// The Miller functions of up to ``capacity`` pairs share their squarings; more pairs start another loop, so memory stays constant.
struct PairingProduct<Curve: PairingCurve> {
  /// The base field.
  typealias Base = Curve.Base

  /// How many pairs share a loop: one loop more costs each of them a sixteenth of the squarings.
  private static var capacity: Int { 16 }

  private var pending: [(first: AffinePoint<Base>, second: PreparedPoint<Curve>)] = []
  private var value = Field12<Base>.one
  private var isOneSoFar = true

  /// The empty product, which is one.
  init() {}

  /// Multiplies by the pairing of two points of the groups. A point at infinity has the pairing one with any other.
  mutating func multiply(_ first: AffinePoint<Base>, _ second: PreparedPoint<Curve>) {
    guard !first.isInfinity, !second.lines.isEmpty else { return }
    pending.append((first, second))
    if pending.count == Self.capacity { runLoop() }
  }

  /// Multiplies by the pairing of two points of the groups.
  mutating func multiply(_ first: AffinePoint<Base>, _ second: AffinePoint<Field2<Base>>) {
    guard !first.isInfinity, !second.isInfinity else { return }
    multiply(first, PreparedPoint(second))
  }

  /// Whether the product is one.
  mutating func isOne() -> Bool {
    runLoop()
    return isOneSoFar || Curve.finalPower(value) == .one
  }

  /// Multiplies by the Miller functions of the pending pairs.
  private mutating func runLoop() {
    guard !pending.isEmpty else { return }
    var f = Field12<Base>.one
    var next = 0
    func multiplyLines() {
      for pair in pending { f = Curve.product(f, pair.second.lines[next], at: pair.first) }
      next += 1
    }
    for (step, digit) in Curve.loopDigits.dropLast().reversed().enumerated() {
      if step > 0 { f = f.squared }
      multiplyLines()
      if digit != 0 { multiplyLines() }
    }
    while next < pending[0].second.lines.count { multiplyLines() }
    value = isOneSoFar ? Curve.closed(f) : value * Curve.closed(f)
    isOneSoFar = false
    pending.removeAll(keepingCapacity: true)
  }
}
