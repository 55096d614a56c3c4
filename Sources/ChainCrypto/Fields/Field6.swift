/// c0 + c1 · v + c2 · v² over the quadratic extension, with v³ = ξ.
struct Field6<Base: TowerField>: Equatable, Sendable {
  /// What three of make an element.
  typealias Coefficient = Field2<Base>

  /// The part without v.
  var c0: Coefficient
  /// The factor of v.
  var c1: Coefficient
  /// The factor of v².
  var c2: Coefficient

  /// c0 + c1 · v + c2 · v².
  @inline(__always)
  init(_ c0: Coefficient, _ c1: Coefficient, _ c2: Coefficient) {
    self.c0 = c0
    self.c1 = c1
    self.c2 = c2
  }

  /// 0.
  static var zero: Field6 { Field6(.zero, .zero, .zero) }
  /// 1.
  static var one: Field6 { Field6(.one, .zero, .zero) }

  /// The sum, part by part.
  @inline(__always)
  static func + (a: Field6, b: Field6) -> Field6 { Field6(a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2) }

  /// The difference, part by part.
  @inline(__always)
  static func - (a: Field6, b: Field6) -> Field6 { Field6(a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2) }

  @inline(__always)
  static prefix func - (a: Field6) -> Field6 { Field6(-a.c0, -a.c1, -a.c2) }

  /// Karatsuba: six products of coefficients.
  static func * (a: Field6, b: Field6) -> Field6 {
    let t0 = a.c0 * b.c0
    let t1 = a.c1 * b.c1
    let t2 = a.c2 * b.c2
    let m12 = (a.c1 + a.c2) * (b.c1 + b.c2) - t1 - t2
    let m01 = (a.c0 + a.c1) * (b.c0 + b.c1) - t0 - t1
    let m02 = (a.c0 + a.c2) * (b.c0 + b.c2) - t0 - t2
    return Field6(t0 + Base.timesNonresidue(m12), m01 + Base.timesNonresidue(t2), m02 + t1)
  }

  /// The product with b0 + b1 · v: five products of coefficients.
  static func product(_ a: Field6, _ b0: Coefficient, _ b1: Coefficient) -> Field6 {
    let t0 = a.c0 * b0
    let t1 = a.c1 * b1
    let m12 = (a.c1 + a.c2) * b1 - t1
    let m01 = (a.c0 + a.c1) * (b0 + b1) - t0 - t1
    let m02 = (a.c0 + a.c2) * b0 - t0
    return Field6(t0 + Base.timesNonresidue(m12), m01, m02 + t1)
  }

  /// The product with a coefficient.
  @inline(__always)
  static func * (a: Field6, b: Coefficient) -> Field6 { Field6(a.c0 * b, a.c1 * b, a.c2 * b) }

  /// The product with v.
  @inline(__always)
  var timesV: Field6 { Field6(Base.timesNonresidue(c2), c0, c1) }

  /// Source: Guide to Pairing-Based Cryptography, algorithm 5.23.
  var inverted: Field6 {
    let t0 = c0.squared - Base.timesNonresidue(c1 * c2)
    let t1 = Base.timesNonresidue(c2.squared) - c0 * c1
    let t2 = c1.squared - c0 * c2
    let norm = c0 * t0 + Base.timesNonresidue(c2 * t1 + c1 * t2)
    return Field6(t0, t1, t2) * norm.inverted
  }
}
