/// Arithmetic on natural numbers of any size: little-endian arrays of 64-bit limbs behind pointers.
///
/// The caller guarantees the sizes; nothing here allocates or traps. Additions wrap where the algorithm carries explicitly.
enum Limbs {
  /// A number that is written.
  typealias Pointer = UnsafeMutablePointer<UInt64>
  /// A number that is read.
  typealias Reader = UnsafePointer<UInt64>

  /// a · b + c + d, which always fits two limbs.
  @inline(__always)
  static func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> (low: UInt64, high: UInt64) {
    let sum =
      UInt128(truncatingIfNeeded: a) &* UInt128(truncatingIfNeeded: b)
      &+ UInt128(truncatingIfNeeded: c) &+ UInt128(truncatingIfNeeded: d)
    return (UInt64(truncatingIfNeeded: sum), UInt64(truncatingIfNeeded: sum &>> 64))
  }

  /// result += factor · b over `count` limbs; returns the limb that is carried out.
  @inline(__always)
  static func addProduct(_ result: Pointer, _ b: Reader, _ factor: UInt64, _ count: Int) -> UInt64 {
    var carry: UInt64 = 0
    var index = 0
    // Four limbs a turn: the loop's own instructions then cost little beside the multiplications.
    while index &+ 4 <= count {
      (result[index], carry) = multiplyAdd(factor, b[index], result[index], carry)
      (result[index &+ 1], carry) = multiplyAdd(factor, b[index &+ 1], result[index &+ 1], carry)
      (result[index &+ 2], carry) = multiplyAdd(factor, b[index &+ 2], result[index &+ 2], carry)
      (result[index &+ 3], carry) = multiplyAdd(factor, b[index &+ 3], result[index &+ 3], carry)
      index &+= 4
    }
    while index < count {
      (result[index], carry) = multiplyAdd(factor, b[index], result[index], carry)
      index &+= 1
    }
    return carry
  }

  /// result -= factor · b over `count` limbs; returns the limb that is borrowed.
  @inline(__always)
  static func subtractProduct(_ result: Pointer, _ b: Reader, _ factor: UInt64, _ count: Int) -> UInt64 {
    var borrow: UInt64 = 0
    for index in 0..<count {
      let (low, high) = multiplyAdd(factor, b[index], borrow, 0)
      let (difference, isBorrowed) = result[index].subtractingReportingOverflow(low)
      result[index] = difference
      borrow = high &+ (isBorrowed ? 1 : 0)
    }
    return borrow
  }

  /// result = a + b; returns the carry, 0 or 1.
  @discardableResult
  static func add(_ result: Pointer, _ a: Reader, _ b: Reader, _ count: Int) -> UInt64 {
    var carry: UInt64 = 0
    for index in 0..<count { result[index] = a[index].adding(b[index], carry: &carry) }
    return carry
  }

  /// result = a - b; returns the borrow, 0 or 1.
  @discardableResult
  static func subtract(_ result: Pointer, _ a: Reader, _ b: Reader, _ count: Int) -> UInt64 {
    var borrow: UInt64 = 0
    for index in 0..<count { result[index] = a[index].subtracting(b[index], borrow: &borrow) }
    return borrow
  }

  /// Whether a < b.
  static func isLess(_ a: Reader, _ b: Reader, _ count: Int) -> Bool {
    var index = count
    while index > 0 {
      index &-= 1
      if a[index] != b[index] { return a[index] < b[index] }
    }
    return false
  }

  /// product (2 · count limbs) = a · b. The product must not overlap its factors.
  static func multiply(_ product: Pointer, _ a: Reader, _ b: Reader, _ count: Int) {
    product.update(repeating: 0, count: count)
    for index in 0..<count { product[index &+ count] = addProduct(product + index, b, a[index], count) }
  }

  /// product (2 · count limbs) = a², with each cross product computed once.
  static func square(_ product: Pointer, _ a: Reader, _ count: Int) {
    product.update(repeating: 0, count: 2 &* count)
    for index in 0..<count {
      let rest = count &- index &- 1
      product[index &+ count] = addProduct(product + (2 &* index &+ 1), a + (index &+ 1), a[index], rest)
    }
    // Twice the cross products plus the squares, in one pass.
    var shifted: UInt64 = 0
    var carry: UInt64 = 0
    for index in 0..<count {
      let low = product[2 &* index]
      let high = product[2 &* index &+ 1]
      let (square, upper) = multiplyAdd(a[index], a[index], (low &<< 1) | shifted, carry)
      let (sum, isCarried) = upper.addingReportingOverflow((high &<< 1) | (low &>> 63))
      product[2 &* index] = square
      product[2 &* index &+ 1] = sum
      shifted = high &>> 63
      carry = isCarried ? 1 : 0
    }
  }

  /// product (count limbs) = a · b modulo 2^(64 · count).
  static func multiplyLow(_ product: Pointer, _ a: Reader, _ b: Reader, _ count: Int) {
    product.update(repeating: 0, count: count)
    for index in 0..<count { _ = addProduct(product + index, b, a[index], count &- index) }
  }

  /// Shifts left by 0 to 63 bits in place; returns what is shifted out.
  static func shiftLeft(_ number: Pointer, _ bits: UInt64, _ count: Int) -> UInt64 {
    guard bits != 0 else { return 0 }
    var carry: UInt64 = 0
    for index in 0..<count {
      let limb = number[index]
      number[index] = (limb &<< bits) | carry
      carry = limb &>> (64 &- bits)
    }
    return carry
  }

  /// Shifts right by 0 to 63 bits in place.
  static func shiftRight(_ number: Pointer, _ bits: UInt64, _ count: Int) {
    guard bits != 0 else { return }
    for index in 0..<count {
      let above = index &+ 1 < count ? number[index &+ 1] : 0
      number[index] = (number[index] &>> bits) | (above &<< (64 &- bits))
    }
  }

  /// number (`length` limbs) = number mod divisor, in place: the result is in the lowest `count` limbs, zeros above it.
  ///
  /// Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D; the quotient is not kept.
  ///
  /// - Parameters:
  ///   - number: `length` limbs; one more above them, number[length], must exist for scratch use.
  ///   - divisor: `count` limbs with the uppermost bit of the uppermost limb set (normalised).
  static func reduce(_ number: Pointer, _ length: Int, by divisor: Reader, _ count: Int) {
    guard length >= count else { return }
    number[length] = 0
    let top = divisor[count &- 1]
    let second = count >= 2 ? divisor[count &- 2] : 0
    var position = length &- count
    while position >= 0 {
      let high = number[position &+ count]
      let middle = number[position &+ count &- 1]
      // The estimate of the quotient's limb is at most 1 too large after the correction below.
      var estimate: UInt64
      if high >= top {
        estimate = .max
      } else {
        var remainder: UInt64
        (estimate, remainder) = top.dividingFullWidth((high, middle))
        let below = count >= 2 ? number[position &+ count &- 2] : 0
        while true {
          let (productHigh, productLow) = estimate.multipliedFullWidth(by: second)
          guard productHigh > remainder || (productHigh == remainder && productLow > below) else { break }
          estimate &-= 1
          let (sum, isOver) = remainder.addingReportingOverflow(top)
          if isOver { break }
          remainder = sum
        }
      }
      let borrow = subtractProduct(number + position, divisor, estimate, count)
      var (rest, isNegative) = high.subtractingReportingOverflow(borrow)
      while isNegative {
        let carry = add(number + position, number + position, divisor, count)
        let (sum, isOver) = rest.addingReportingOverflow(carry)
        rest = sum
        isNegative = !isOver
      }
      number[position &+ count] = rest
      position &-= 1
    }
  }
}
