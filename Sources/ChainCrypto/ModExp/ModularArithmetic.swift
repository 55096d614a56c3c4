import Primitives

/// Multiplication of residues in some representation, which the conforming type defines.
protocol ModularArithmetic {
  /// A residue.
  associatedtype Element

  /// The product.
  func multiply(_ a: Element, _ b: Element) -> Element
  /// The square.
  func square(_ a: Element) -> Element
}

extension ModularArithmetic {
  /// base^exponent for an exponent other than zero.
  @inline(__always)
  func power(_ base: Element, _ exponent: Exponent) -> Element {
    // The odd powers of the base that windows ask for.
    var powers = [base]
    let square = square(base)
    while powers.count < 1 << (exponent.windowWidth - 1) { powers.append(multiply(powers[powers.count - 1], square)) }
    return powers.withUnsafeBufferPointer { powers in
      var result = base
      var isStarted = false
      exponent.walk {
        result = self.square(result)
      } multiply: { oddValue in
        let factor = powers[oddValue &>> 1]
        result = isStarted ? multiply(result, factor) : factor
        isStarted = true
      }
      return result
    }
  }
}

/// Residues modulo 2^64.
struct WordArithmetic: ModularArithmetic {
  @inline(__always)
  func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 { a &* b }
  @inline(__always)
  func square(_ a: UInt64) -> UInt64 { a &* a }
}

/// Residues modulo 2^256.
struct FourWordArithmetic: ModularArithmetic {
  @inline(__always)
  func multiply(_ a: U256, _ b: U256) -> U256 { a &* b }
  @inline(__always)
  func square(_ a: U256) -> U256 { a &* a }
}
