/// c0 + c1 · u with u² = -1: the quadratic extension of a prime field whose modulus is 3 modulo 4.
struct Field2<Base: PrimeField>: FieldElement {
  /// The real part.
  var c0: Base
  /// The imaginary part, the factor of u.
  var c1: Base

  /// c0 + c1 · u.
  @inline(__always)
  init(_ c0: Base, _ c1: Base) {
    self.c0 = c0
    self.c1 = c1
  }

  /// 0.
  static var zero: Field2 { Field2(.zero, .zero) }
  /// 1.
  static var one: Field2 { Field2(.one, .zero) }

  /// Whether this is zero.
  @inline(__always)
  var isZero: Bool { c0.isZero && c1.isZero }

  /// The sum, part by part.
  @inline(__always)
  static func + (a: Field2, b: Field2) -> Field2 { Field2(a.c0 + b.c0, a.c1 + b.c1) }

  /// The difference, part by part.
  @inline(__always)
  static func - (a: Field2, b: Field2) -> Field2 { Field2(a.c0 - b.c0, a.c1 - b.c1) }

  /// Karatsuba: three products, reduced as two sums.
  @inline(never)
  static func * (a: Field2, b: Field2) -> Field2 {
    let low = Base.wideProduct(a.c0, b.c0)
    let high = Base.wideProduct(a.c1, b.c1)
    // The sums are below 2p, their product below 4p² and, less the two others, below 2p² < p · R.
    let mixed = Base.wideProduct(Base.unreducedSum(a.c0, a.c1), Base.unreducedSum(b.c0, b.c1))
    return Field2(Base.reduced(.modularDifference(low, high)), Base.reduced(mixed - low - high))
  }

  /// (c0 + c1)(c0 - c1) + 2 c0 c1 u.
  var squared: Field2 {
    @inline(never) get {
      let real = Base.wideProduct(Base.unreducedSum(c0, c1), c0 - c1)
      let imaginary = Base.wideProduct(Base.unreducedSum(c0, c0), c1)
      return Field2(Base.reduced(real), Base.reduced(imaginary))
    }
  }

  /// The product with an element of the base field.
  @inline(__always)
  static func * (a: Field2, b: Base) -> Field2 { Field2(a.c0 * b, a.c1 * b) }

  /// c0 - c1 · u, which is also the power p.
  @inline(__always)
  var conjugate: Field2 { Field2(c0, -c1) }

  /// Half of either part.
  @inline(__always)
  var halved: Field2 { Field2(c0.halved, c1.halved) }

  /// conjugate / norm.
  var inverted: Field2 {
    let inverse = (c0.squared + c1.squared).inverted
    return Field2(c0 * inverse, -(c1 * inverse))
  }

  /// A square root, or nil if there is none.
  ///
  /// With a root n of the norm, a root's real part x solves x² = (c0 ± n) / 2, its imaginary part is c1 / 2x.
  /// Source: G. Adj, F. Rodríguez-Henríquez, "Square root computation over even extension fields" (2014), complex method.
  var squareRoot: Field2? {
    if c1.isZero {
      // A number that is no square in the base field is minus a square there.
      if let root = c0.squareRoot { return Field2(root, .zero) }
      return (-c0).squareRoot.map { Field2(.zero, $0) }
    }
    guard let norm = (c0.squared + c1.squared).squareRoot else { return nil }
    guard let real = (c0 + norm).halved.squareRoot ?? (c0 - norm).halved.squareRoot else { return nil }
    let root = Field2(real, c1.halved * real.inverted)
    return root.squared == self ? root : nil
  }
}
