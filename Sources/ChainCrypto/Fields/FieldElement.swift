/// An element of a finite field. The operators are the field's: they never overflow or trap.
protocol FieldElement: Equatable, Sendable {
  /// The neutral element of addition.
  static var zero: Self { get }
  /// The neutral element of multiplication.
  static var one: Self { get }
  /// Whether this is zero.
  var isZero: Bool { get }

  /// The sum.
  static func + (a: Self, b: Self) -> Self
  /// The difference.
  static func - (a: Self, b: Self) -> Self
  /// The product.
  static func * (a: Self, b: Self) -> Self

  /// The square.
  var squared: Self { get }
  /// The element divided by two.
  var halved: Self { get }
  /// The multiplicative inverse; zero for zero.
  var inverted: Self { get }
}

extension FieldElement {
  /// The negative.
  @inline(__always)
  static prefix func - (a: Self) -> Self { zero - a }

  /// Twice the element.
  @inline(__always)
  var doubled: Self { self + self }

  /// Three times the element.
  @inline(__always)
  var tripled: Self { self + self + self }

  /// The element or its negative.
  @inline(__always)
  func negated(if condition: Bool) -> Self { condition ? -self : self }

  /// The power with an exponent of limbs, lowest first; variable time. The power zero is one.
  func power(_ exponent: [UInt64]) -> Self {
    // Windows of four bits.
    var table = [Self.one, self]
    for index in 2..<16 { table.append(table[index - 1] * self) }
    var result = Self.one
    var isStarted = false
    for limb in exponent.reversed() {
      for shift in stride(from: UInt64(60), through: 0, by: -4) {
        let digit = Int((limb &>> shift) & 15)
        if isStarted { result = result.squared.squared.squared.squared }
        guard digit != 0 else { continue }
        result = isStarted ? result * table[digit] : table[digit]
        isStarted = true
      }
    }
    return result
  }

  /// Replaces each element by its inverse, zero by zero, at the cost of one inversion and three multiplications each.
  ///
  /// Source: P. L. Montgomery, "Speeding the Pollard and elliptic curve methods of factorization" (1987), section 10.3.1.
  static func invert(_ elements: inout [Self]) {
    var products: [Self] = []
    products.reserveCapacity(elements.count)
    var product = Self.one
    for element in elements {
      products.append(product)
      if !element.isZero { product = product * element }
    }
    var inverse = product.inverted
    for index in elements.indices.reversed() where !elements[index].isZero {
      let element = elements[index]
      elements[index] = inverse * products[index]
      inverse = inverse * element
    }
  }
}
