import Primitives
import Testing

@testable import ChainCrypto

@Suite struct BLS12381CurveTests {
  typealias First = BLS12381Curve.First
  typealias Second = BLS12381Curve.Second

  private static let order = [BLS12381Curve.order.w0, BLS12381Curve.order.w1, BLS12381Curve.order.w2, BLS12381Curve.order.w3]

  /// Points of the whole curve, most of them outside the subgroup.
  private static let points: [First] = (2..<20).compactMap { number in
    let x = BLS12381Field(integer: [UInt64(number)])
    return (x.squared * x + BLS12381Curve.b).squareRoot.map { First(x: x, y: $0) }
  }

  /// Points of the whole twist.
  private static let twistPoints: [Second] = (2..<20).compactMap { number in
    let x = Field2(BLS12381Field(integer: [UInt64(number)]), BLS12381Field(integer: [UInt64(number * number)]))
    return (x.squared * x + BLS12381Curve.twistB).squareRoot.map { Second(x: x, y: $0) }
  }

  @Test func `the fast test of the first group agrees with multiplying by the order`() {
    #expect(Self.points.count > 3)
    for point in Self.points.prefix(5) {
      let inside = BLS12381Curve.clearingCofactor(point).affine
      let outside = BN254CurveTests.multiple(point, Self.order).affine
      #expect(BLS12381Curve.isInSubgroup(point) == outside.isInfinity)
      #expect(BN254CurveTests.multiple(inside, Self.order).isInfinity)
      #expect(BLS12381Curve.isInSubgroup(inside))
      #expect(outside.isInfinity || !BLS12381Curve.isInSubgroup(outside))
      #expect(outside.isInfinity || !BLS12381Curve.isInSubgroup(inside + outside))
    }
  }

  @Test func `the fast test of the second group agrees with multiplying by the order`() {
    #expect(Self.twistPoints.count > 3)
    for point in Self.twistPoints.prefix(4) {
      let inside = BLS12381Curve.clearingCofactor(point).affine
      let outside = BN254CurveTests.multiple(point, Self.order).affine
      #expect(BLS12381Curve.isInSubgroup(point) == outside.isInfinity)
      #expect(BN254CurveTests.multiple(inside, Self.order).isInfinity)
      #expect(BLS12381Curve.isInSubgroup(inside))
      #expect(outside.isInfinity || !BLS12381Curve.isInSubgroup(outside))
      #expect(outside.isInfinity || !BLS12381Curve.isInSubgroup(inside + outside))
    }
  }

  @Test func `a point of order three is no member of the first group`() {
    // x = 0 gives (0, ±2), whose order divides the cofactor.
    let point = First(x: .zero, y: BLS12381Field(integer: [2]))
    #expect(point.isOnCurve(b: BLS12381Curve.b))
    #expect((point + point) == -point)
    #expect(!BLS12381Curve.isInSubgroup(point))
  }

  @Test func `buckets and tables give the same sums`() {
    let generator = KZGSetup.generator
    var pairs: [(point: First, scalar: U256)] = []
    var value = U256(3)
    var point = JacobianPoint(generator)
    for _ in 0..<40 {
      value = value &* value &+ U256(0x9e37_79b9_7f4a_7c15)
      point = point.doubled + generator
      pairs.append((point.affine, value))
    }
    // Few points go through tables, many through buckets.
    var expected = JacobianPoint<BLS12381Field>.infinity
    for start in stride(from: 0, to: pairs.count, by: 8) { expected = expected + BLS12381Curve.sum(Array(pairs[start..<start + 8])) }
    #expect(BLS12381Curve.sum(pairs) == expected)
  }

  @Test func `equal points, opposite points and infinity may meet in a bucket`() {
    let generator = KZGSetup.generator
    var pairs: [(point: First, scalar: U256)] = []
    var expected = JacobianPoint<BLS12381Field>.infinity
    for index in 0..<60 {
      let point: First = index % 7 == 0 ? .infinity : (index % 2 == 0 ? generator : -generator)
      let scalar = UInt64(index / 2)
      pairs.append((point, U256(scalar)))
      expected = expected + BN254CurveTests.multiple(point, [scalar])
    }
    #expect(BLS12381Curve.sum(pairs) == expected)
  }
}
