import Primitives

/// The curve bn254, also called alt_bn128: y² = x³ + 3, its twist and its optimal ate pairing.
///
/// Source: EIP-196, EIP-197; F. Vercauteren, "Optimal pairings" (2008). Everything derives from the number x = 4965661367192848881.
enum BN254Curve: PairingCurve {
  /// The base field.
  typealias Base = BN254Field
  /// A point of the curve, in the first group if the context says so.
  typealias First = AffinePoint<BN254Field>
  /// A point of the twist, in the second group if the context says so.
  typealias Second = AffinePoint<Field2<BN254Field>>

  /// The number x that the family of curves is parametrised by.
  static let x: UInt64 = 0x44e9_92b4_4a69_09f1

  /// The order r of the groups.
  static let order = U256(
    w0: 0x43e1_f593_f000_0001, w1: 0x2833_e848_79b9_7091, w2: 0xb850_45b6_8181_585d, w3: 0x3064_4e72_e131_a029)

  /// The 3 of y² = x³ + 3.
  static let b = BN254Field(integer: [3])

  /// 3 / ξ.
  static let twistB = BN254Field.timesNonresidue(.one).inverted * BN254Field(integer: [3])

  /// 6x + 2 in non-adjacent form.
  static let loopDigits: [Int8] = {
    let digits = SignedWindows(limbs: [0x9d79_7039_be76_3ba8, 1], width: 2).digits
    return [Int8](digits[...(digits.lastIndex { $0 != 0 } ?? 0)])
  }()

  /// The Frobenius map of the base curve, carried over to the twist: multiplies points of the second group by p.
  static func endomorphism(_ point: Second) -> Second {
    guard !point.isInfinity else { return point }
    let gamma = BN254Field.frobenius.powers
    return Second(x: point.x.conjugate * gamma[1], y: point.y.conjugate * gamma[2])
  }

  /// The lines through the running point, the p-fold point and the negative p²-fold point.
  static func closingLines(_ running: MillerPoint<BN254Field>, _ point: Second) -> [TwistLine<BN254Field>] {
    var running = running
    let first = endomorphism(point)
    let second = endomorphism(first)
    return [running.add(first), running.add(-second)]
  }

  /// The twist is of kind D: a line is y - x … w + … w³.
  static func product(_ f: Field12<BN254Field>, _ line: TwistLine<BN254Field>, at point: First) -> Field12<BN254Field> {
    Field12.product(f, line.atY * point.y, line.atX * point.x, line.constant)
  }

  /// f itself, as x is positive.
  static func closed(_ f: Field12<BN254Field>) -> Field12<BN254Field> { f }

  /// Source: L. Fuentes-Castañeda, E. Knapp, F. Rodríguez-Henríquez, "Faster hashing to G2" (2011), section 5: the exponent
  /// 2x(6x² + 3x + 1)(p⁴ - p² + 1) / r.
  static func finalPower(_ f: Field12<BN254Field>) -> Field12<BN254Field> {
    let f = f.cyclotomicPower
    let fx = f.cyclotomicPower(x)
    let fx2 = fx.cyclotomicSquare
    let fx6 = fx2.cyclotomicSquare * fx2
    let f6x2 = fx6.cyclotomicPower(x)
    let f12x3 = f6x2.cyclotomicSquare.cyclotomicPower(x)
    // a = f^(12x³ + 6x² + 6x), b = a · f^(-2x).
    let a = f12x3 * f6x2 * fx6
    let b = a * fx2.conjugate
    // a · f^(6x²) · f · b^p · a^(p²) · (b / f)^(p³)
    return a * f6x2 * f * b.frobenius * a.frobeniusSquared * (b * f.conjugate).frobenius.frobeniusSquared
  }
}

extension BN254Field: TowerField {
  /// ξ is 9 + u.
  @inline(__always)
  static func timesNonresidue(_ a: Field2<BN254Field>) -> Field2<BN254Field> {
    let nine = a.doubled.doubled.doubled + a
    return Field2(nine.c0 - a.c1, nine.c1 + a.c0)
  }

  /// Computed when first used, from the modulus and ξ.
  static let frobenius = FrobeniusConstants<BN254Field>()
}
