import Primitives
import Testing

@testable import ChainCrypto

@Suite struct BN254CurveTests {
  /// Points of the whole twist, most of them outside the subgroup.
  static let twistPoints: [BN254Curve.Second] = (1..<UInt64(40)).compactMap { number in
    let x = Field2(BN254Field(integer: [number]), BN254Field(integer: [number * number + 1]))
    return (x.squared * x + BN254Curve.twistB).squareRoot.map { BN254Curve.Second(x: x, y: $0) }
  }

  /// The multiple by plain double and add over all bits of a number of limbs.
  static func multiple<Field: FieldElement>(_ point: AffinePoint<Field>, _ limbs: [UInt64]) -> JacobianPoint<Field> {
    var result = JacobianPoint<Field>.infinity
    for bit in (0..<64 * limbs.count).reversed() {
      result = result.doubled
      if (limbs[bit >> 6] >> UInt64(bit & 63)) & 1 == 1 { result = result + point }
    }
    return result
  }

  @Test func `the fast test of the subgroup agrees with multiplying by the order`() {
    let order = [BN254Curve.order.w0, BN254Curve.order.w1, BN254Curve.order.w2, BN254Curve.order.w3]
    // The twist has r · (2p - r) points.
    let cofactor = Limbs.decoded(
      [UInt8]((U256(bigEndian: Limbs.encoded(BN254Field.modulus.limbs, count: 32))! &* U256(2) &- BN254Curve.order).bigEndianBytes))
    #expect(Self.twistPoints.count > 5)
    for point in Self.twistPoints.prefix(6) {
      #expect(point.isOnCurve(b: BN254Curve.twistB))
      #expect(BN254Curve.isInSubgroup(point) == Self.multiple(point, order).isInfinity)
      let inside = Self.multiple(point, cofactor).affine
      #expect(!inside.isInfinity)
      #expect(BN254Curve.isInSubgroup(inside))
      let outside = Self.multiple(point, order).affine
      #expect(!BN254Curve.isInSubgroup(outside))
      #expect(!BN254Curve.isInSubgroup(inside + outside))
    }
    #expect(BN254Curve.isInSubgroup(.infinity))
  }

  @Test func `affine and Jacobian sums agree, also where the formulas degenerate`() {
    let generator = BN254Curve.First(x: .one, y: BN254Field.one.doubled)
    let points = [BN254Curve.First.infinity, generator, -generator] + (2..<6).map { Self.multiple(generator, [$0]).affine }
    for a in points {
      #expect(a.isOnCurve(b: BN254Curve.b))
      #expect(JacobianPoint(a).doubled.affine == a + a)
      for b in points {
        // Another Z than one.
        let scaled = JacobianPoint(a) + JacobianPoint(generator) + JacobianPoint(-generator)
        let other = JacobianPoint(b) + JacobianPoint(points[4]) + JacobianPoint(-points[4])
        #expect((scaled + b).affine == a + b)
        #expect((scaled + other).affine == a + b)
        #expect((scaled == other) == (a == b))
      }
    }
    let jacobian = points.map { JacobianPoint($0) + generator }
    #expect(JacobianPoint.affine(jacobian) == jacobian.map(\.affine))
  }

  @Test func `multiplies by halves as by the whole scalar`() {
    let generator = BN254Curve.First(x: .one, y: BN254Field.one.doubled)
    let order = BN254Curve.order
    var scalars = [U256.zero, .one, order &- .one, order, order &+ .one, .max, .max &- order]
    var value = U256(7)
    for _ in 0..<8 {
      value = value &* value &+ U256(0x1234_5678_9abc_def1)
      scalars.append(value)
    }
    for scalar in scalars {
      let expected = Self.multiple(generator, [scalar.w0, scalar.w1, scalar.w2, scalar.w3])
      #expect(BN254Curve.multiple(generator, scalar) == expected)
    }
  }
}
