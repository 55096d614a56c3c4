/// c0 + c1 · w over the sextic extension, with w² = v: where pairings have their values.
struct Field12<Base: TowerField>: Equatable, Sendable {
  /// What six of make an element.
  typealias Coefficient = Field2<Base>

  /// The part without w.
  var c0: Field6<Base>
  /// The factor of w.
  var c1: Field6<Base>

  /// c0 + c1 · w.
  @inline(__always)
  init(_ c0: Field6<Base>, _ c1: Field6<Base>) {
    self.c0 = c0
    self.c1 = c1
  }

  /// The neutral element of multiplication.
  static var one: Field12 { Field12(.one, .zero) }

  /// Karatsuba: three products.
  static func * (a: Field12, b: Field12) -> Field12 {
    let low = a.c0 * b.c0
    let high = a.c1 * b.c1
    let mixed = (a.c0 + a.c1) * (b.c0 + b.c1)
    return Field12(low + high.timesV, mixed - low - high)
  }

  /// Two products: (c0 + c1)(c0 + v c1) - c0 c1 - v c0 c1, and 2 c0 c1.
  var squared: Field12 {
    let product = c0 * c1
    let sum = (c0 + c1) * (c0 + c1.timesV)
    return Field12(sum - product - product.timesV, product + product)
  }

  /// The power p⁶; the inverse of an element of the cyclotomic subgroup.
  @inline(__always)
  var conjugate: Field12 { Field12(c0, -c1) }

  /// The multiplicative inverse; zero for zero.
  var inverted: Field12 {
    // c0² - v c1² lies in the sextic extension.
    let inverse = (c0 * c0 - (c1 * c1).timesV).inverted
    return Field12(c0 * inverse, -(c1 * inverse))
  }

  /// The power p.
  var frobenius: Field12 {
    let gamma = Base.frobenius.powers
    return Field12(
      Field6(c0.c0.conjugate, c0.c1.conjugate * gamma[1], c0.c2.conjugate * gamma[3]),
      Field6(c1.c0.conjugate * gamma[0], c1.c1.conjugate * gamma[2], c1.c2.conjugate * gamma[4]))
  }

  /// The power p².
  var frobeniusSquared: Field12 {
    let gamma = Base.frobenius.norms
    return Field12(
      Field6(c0.c0, c0.c1 * gamma[1], c0.c2 * gamma[3]),
      Field6(c1.c0 * gamma[0], c1.c1 * gamma[2], c1.c2 * gamma[4]))
  }
}
