extension U256 {
  /// `left * right + addend + carry` of one limb, which always fits 128 bits; `carry` receives the high limb.
  @inlinable @inline(__always)
  static func multiplyAddLimb(_ left: UInt64, _ right: UInt64, _ addend: UInt64, _ carry: inout UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    let (first, firstCarry) = low.addingReportingOverflow(addend)
    let (second, secondCarry) = first.addingReportingOverflow(carry)
    // Cannot wrap: the greatest product, (2^64 - 1)^2, leaves room for two more limbs.
    carry = high &+ bit(firstCarry) &+ bit(secondCarry)
    return second
  }

  /// The whole 512-bit product.
  @inlinable
  public func multipliedFullWidth(by other: U256) -> (high: U256, low: U256) {
    var carry: UInt64 = 0
    let p0 = U256.multiplyAddLimb(w0, other.w0, 0, &carry)
    var p1 = U256.multiplyAddLimb(w1, other.w0, 0, &carry)
    var p2 = U256.multiplyAddLimb(w2, other.w0, 0, &carry)
    var p3 = U256.multiplyAddLimb(w3, other.w0, 0, &carry)
    var p4 = carry

    carry = 0
    p1 = U256.multiplyAddLimb(w0, other.w1, p1, &carry)
    p2 = U256.multiplyAddLimb(w1, other.w1, p2, &carry)
    p3 = U256.multiplyAddLimb(w2, other.w1, p3, &carry)
    p4 = U256.multiplyAddLimb(w3, other.w1, p4, &carry)
    var p5 = carry

    carry = 0
    p2 = U256.multiplyAddLimb(w0, other.w2, p2, &carry)
    p3 = U256.multiplyAddLimb(w1, other.w2, p3, &carry)
    p4 = U256.multiplyAddLimb(w2, other.w2, p4, &carry)
    p5 = U256.multiplyAddLimb(w3, other.w2, p5, &carry)
    var p6 = carry

    carry = 0
    p3 = U256.multiplyAddLimb(w0, other.w3, p3, &carry)
    p4 = U256.multiplyAddLimb(w1, other.w3, p4, &carry)
    p5 = U256.multiplyAddLimb(w2, other.w3, p5, &carry)
    p6 = U256.multiplyAddLimb(w3, other.w3, p6, &carry)
    return (U256(w0: p4, w1: p5, w2: p6, w3: carry), U256(w0: p0, w1: p1, w2: p2, w3: p3))
  }

  /// The product modulo 2^256.
  @inlinable
  public static func &* (left: U256, right: U256) -> U256 {
    var carry: UInt64 = 0
    let p0 = multiplyAddLimb(left.w0, right.w0, 0, &carry)
    var p1 = multiplyAddLimb(left.w1, right.w0, 0, &carry)
    var p2 = multiplyAddLimb(left.w2, right.w0, 0, &carry)
    var p3 = left.w3 &* right.w0 &+ carry

    carry = 0
    p1 = multiplyAddLimb(left.w0, right.w1, p1, &carry)
    p2 = multiplyAddLimb(left.w1, right.w1, p2, &carry)
    p3 = p3 &+ left.w2 &* right.w1 &+ carry

    carry = 0
    p2 = multiplyAddLimb(left.w0, right.w2, p2, &carry)
    p3 = p3 &+ left.w1 &* right.w2 &+ carry &+ left.w0 &* right.w3
    return U256(w0: p0, w1: p1, w2: p2, w3: p3)
  }

  /// Multiplies modulo 2^256.
  @inlinable @inline(__always)
  public static func &*= (left: inout U256, right: U256) { left = left &* right }

  /// The product modulo 2^256, and whether it passed 2^256.
  @inlinable
  public func multipliedReportingOverflow(by other: U256) -> (partialValue: U256, overflow: Bool) {
    let (high, low) = multipliedFullWidth(by: other)
    return (low, !high.isZero)
  }

  /// The product, or `nil` if it is 2^256 or more.
  @inlinable
  public func multiplied(by other: U256) -> U256? {
    let (high, low) = multipliedFullWidth(by: other)
    return high.isZero ? low : nil
  }

  /// The product with one limb and the limb that overflows it: `self * factor = low + carry * 2^256`.
  @inlinable @inline(__always)
  public func multipliedFullWidth(byLimb factor: UInt64) -> (carry: UInt64, low: U256) {
    var carry: UInt64 = 0
    let p0 = U256.multiplyAddLimb(w0, factor, 0, &carry)
    let p1 = U256.multiplyAddLimb(w1, factor, 0, &carry)
    let p2 = U256.multiplyAddLimb(w2, factor, 0, &carry)
    let p3 = U256.multiplyAddLimb(w3, factor, 0, &carry)
    return (carry, U256(w0: p0, w1: p1, w2: p2, w3: p3))
  }

  /// The square modulo 2^256: the products of different limbs are computed once and doubled.
  @inlinable
  public var squared: U256 {
    var carry: UInt64 = 0
    var p1 = U256.multiplyAddLimb(w0, w1, 0, &carry)
    var p2 = U256.multiplyAddLimb(w0, w2, 0, &carry)
    var p3 = w0 &* w3 &+ w1 &* w2 &+ carry
    p3 = (p3 &<< 1) | (p2 &>> 63)
    p2 = (p2 &<< 1) | (p1 &>> 63)
    p1 = p1 &<< 1

    let low = w0.multipliedFullWidth(by: w0)
    let middle = w1.multipliedFullWidth(by: w1)
    carry = 0
    p1 = U256.addLimb(p1, low.high, &carry)
    p2 = U256.addLimb(p2, middle.low, &carry)
    p3 = p3 &+ middle.high &+ carry
    return U256(w0: low.low, w1: p1, w2: p2, w3: p3)
  }

  /// `self` to the power of `exponent`, modulo 2^256; anything to the power of zero is one (the EVM's EXP).
  @inlinable
  public func power(_ exponent: U256) -> U256 {
    if exponent.isZero { return .one }
    if isPowerOfTwo { return powerOfPowerOfTwo(exponent) }
    var result = self
    var bit = exponent.bitWidthUsed &- 2
    while bit >= 0 {
      result = result.squared
      if exponent.bit(at: bit) { result = result &* self }
      bit &-= 1
    }
    return result
  }

  /// `power` of a base that is a power of two: a shift. Contracts raise 2 and 256 more than all other bases.
  @inlinable
  func powerOfPowerOfTwo(_ exponent: U256) -> U256 {
    let log = UInt64(truncatingIfNeeded: trailingZeroBitCount)
    if log == 0 { return .one }
    guard let count = exponent.asUInt64, count < 256 else { return .zero }
    return .one &<< Int(truncatingIfNeeded: count &* log)
  }
}
