/// Odd moduli of any size, over memory that the caller owns. Elements are pointers; each operation writes where it is told.
struct ManyLimbMontgomery {
  private let modulus: Limbs.Reader
  private let count: Int
  private let negatedInverse: UInt64
  /// 2 · count limbs of scratch.
  private let product: Limbs.Pointer

  /// - Parameters:
  ///   - modulus: odd, `count` limbs.
  ///   - scratch: 2 · count limbs that nobody else uses.
  init(modulus: Limbs.Reader, count: Int, scratch: Limbs.Pointer) {
    self.modulus = modulus
    self.count = count
    negatedInverse = Montgomery.negatedInverse(modulus[0])
    product = scratch
  }

  /// result = a · b in Montgomery form; the result may be one of the factors.
  func multiply(_ result: Limbs.Pointer, _ a: Limbs.Reader, _ b: Limbs.Reader) {
    Limbs.multiply(product, a, b, count)
    reduceProduct(into: result)
  }

  /// result = a² in Montgomery form; the result may be a.
  func square(_ result: Limbs.Pointer, _ a: Limbs.Reader) {
    Limbs.square(product, a, count)
    reduceProduct(into: result)
  }

  /// number = number · R⁻¹: out of Montgomery form, in place.
  func leave(_ number: Limbs.Pointer) {
    product.update(from: number, count: count)
    (product + count).update(repeating: 0, count: count)
    reduceProduct(into: number)
  }

  /// SOS: cancels the lower limbs of the product one by one, then takes the upper half.
  private func reduceProduct(into result: Limbs.Pointer) {
    var overflow: UInt64 = 0
    for index in 0..<count {
      let carry = Limbs.addProduct(product + index, modulus, product[index] &* negatedInverse, count)
      product[index &+ count] = product[index &+ count].adding(carry, carry: &overflow)
    }
    let upper = product + count
    if overflow != 0 || !Limbs.isLess(upper, modulus, count) {
      Limbs.subtract(result, upper, modulus, count)
    } else {
      result.update(from: upper, count: count)
    }
  }
}
