import Primitives

/// The curve BLS12-381: y² = x³ + 4, its twist y² = x³ + 4(1 + u) and its ate pairing.
///
/// Source: EIP-2537; P. S. L. M. Barreto, B. Lynn, M. Scott, "Constructing elliptic curves with prescribed embedding degrees" (2002).
/// Everything derives from the number x = -0xd201000000010000.
enum BLS12381Curve: PairingCurve {
  /// The base field.
  typealias Base = BLS12381Field
  /// A point of the curve, in the first group if the context says so.
  typealias First = AffinePoint<BLS12381Field>
  /// A point of the twist, in the second group if the context says so.
  typealias Second = AffinePoint<Field2<BLS12381Field>>

  /// |x|; x itself is negative.
  static let x: UInt64 = 0xd201_0000_0001_0000

  /// The order r of the groups.
  static let order = U256(
    w0: 0xffff_ffff_0000_0001, w1: 0x53bd_a402_fffe_5bfe, w2: 0x3339_d808_09a1_d805, w3: 0x73ed_a753_299d_7d48)

  /// The 4 of y² = x³ + 4.
  static let b = BLS12381Field(integer: [4])

  /// 4ξ.
  static let twistB = Field2(BLS12381Field(integer: [4]), BLS12381Field(integer: [4]))

  /// |x| in binary, which has six ones only.
  static let loopDigits: [Int8] = (0..<64).map { Int8(truncatingIfNeeded: (x >> UInt64($0)) & 1) }

  /// None: the loop is all of it.
  static func closingLines(_ running: MillerPoint<BLS12381Field>, _ point: Second) -> [TwistLine<BLS12381Field>] { [] }

  /// The twist is of kind M: a line is constant + x … w² + y … w³.
  static func product(_ f: Field12<BLS12381Field>, _ line: TwistLine<BLS12381Field>, at point: First) -> Field12<BLS12381Field> {
    Field12.product(f, constant: line.constant, line.atX * point.x, line.atY * point.y)
  }

  /// x is negative: up to factors that the final power removes, the inverse is the conjugate.
  static func closed(_ f: Field12<BLS12381Field>) -> Field12<BLS12381Field> { f.conjugate }

  /// Source: D. Hayashida, K. Hayasaka, T. Teruya, "Efficient final exponentiation via cyclotomic structure for pairings over families
  /// of elliptic curves" (2020), theorem 1: 3(p⁴ - p² + 1) / r = (x - 1)²(x + p)(x² + p² - 1) + 3.
  static func finalPower(_ f: Field12<BLS12381Field>) -> Field12<BLS12381Field> {
    let f = f.cyclotomicPower
    func powerX(_ f: Field12<BLS12381Field>) -> Field12<BLS12381Field> { f.cyclotomicPower(x, width: 2).conjugate }
    let first = powerX(f) * f.conjugate
    let second = powerX(first) * first.conjugate
    let third = powerX(second) * second.frobenius
    let fourth = powerX(powerX(third)) * third.frobeniusSquared * third.conjugate
    return fourth * f.cyclotomicSquare * f
  }
}

extension BLS12381Field: TowerField {
  /// ξ is 1 + u.
  @inline(__always)
  static func timesNonresidue(_ a: Field2<BLS12381Field>) -> Field2<BLS12381Field> { Field2(a.c0 - a.c1, a.c0 + a.c1) }

  /// Computed when first used, from the modulus and ξ.
  static let frobenius = FrobeniusConstants<BLS12381Field>()
}
