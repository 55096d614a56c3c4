/// Products of two elements of a prime field before they are reduced.
protocol WideValue {
  /// The sum as integers, which must fit.
  static func + (a: Self, b: Self) -> Self
  /// The difference as integers, which must not be negative.
  static func - (a: Self, b: Self) -> Self
  /// The difference as integers, plus p · R if it is negative.
  static func modularDifference(_ a: Self, _ b: Self) -> Self
}

/// A prime field in Montgomery form whose modulus p is 3 modulo 4 and at most a quarter of R.
///
/// Source of the technique of reducing sums of products once: M. Scott, "Implementing cryptographic pairings" (2007); D. F. Aranha et
/// al., "Faster explicit formulas for computing pairings over ordinary curves" (2011).
protocol PrimeField: FieldElement {
  /// An integer below R².
  associatedtype Wide: WideValue

  /// The modulus as an integer.
  static var modulus: Self { get }
  /// R² modulo p.
  static var montgomerySquare: Self { get }
  /// R³ modulo p.
  static var montgomeryCube: Self { get }
  /// The limbs, lowest first.
  var limbs: [UInt64] { get }
  /// The number with the given limbs, lowest first, as many as the field has.
  init(limbs: [UInt64])

  /// The number of bytes of a number below the modulus.
  static var byteCount: Int { get }
  /// The element for ``byteCount`` big-endian bytes; nil unless the number is below the modulus.
  init?(bigEndian bytes: UnsafeRawPointer)
  /// Writes the number as ``byteCount`` big-endian bytes.
  func store(bigEndian bytes: UnsafeMutableRawPointer)

  /// a · b as an integer; the factors may be unreduced sums.
  static func wideProduct(_ a: Self, _ b: Self) -> Wide
  /// a² as an integer.
  static func wideSquare(_ a: Self) -> Wide
  /// wide / R modulo p for an integer below p · R.
  static func reduced(_ wide: Wide) -> Self
  /// a + b as an integer, below 2p.
  static func unreducedSum(_ a: Self, _ b: Self) -> Self
  /// The inverse of the limbs as an integer modulo p; zero for zero.
  var invertedInteger: Self { get }
}

extension PrimeField {
  /// The product modulo p.
  @inline(never)
  static func * (a: Self, b: Self) -> Self { reduced(wideProduct(a, b)) }

  /// The square.
  @inline(never)
  var squared: Self { Self.reduced(Self.wideSquare(self)) }

  /// The inverse; zero for zero.
  var inverted: Self { invertedInteger * Self.montgomeryCube }

  /// The element for an integer below the modulus.
  init(integer: [UInt64]) { self = Self(limbs: integer) * Self.montgomerySquare }

  /// The number that the element stands for, out of Montgomery form.
  var integer: Self { Self.reduced(Self.wideProduct(self, Self(limbs: [1]))) }

  /// Whether the number is odd.
  var isOdd: Bool { integer.limbs[0] & 1 == 1 }

  /// Whether the number is above (p - 1) / 2.
  var isInUpperHalf: Bool {
    for (own, other) in zip(integer.limbs.reversed(), (-self).integer.limbs.reversed()) where own != other { return own > other }
    return false
  }

  /// A square root, or nil if there is none. It is the power (p + 1) / 4, as p is 3 modulo 4.
  var squareRoot: Self? {
    let root = power(Self.squareRootExponent)
    return root.squared == self ? root : nil
  }

  /// (p + 1) / 4.
  private static var squareRootExponent: [UInt64] {
    // p / 4 rounded down, plus one, as p is 3 modulo 4: no carry leaves the lowest limb, whose bits are not all ones.
    var result = Limbs.shiftedRight(modulus.limbs, by: 2)
    result[0] &+= 1
    return result
  }
}
