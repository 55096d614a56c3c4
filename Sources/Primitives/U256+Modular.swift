extension U256 {
  /// `(self + other) mod modulus`, the sum not being cut to 256 bits; 0 for modulus 0 (the EVM's ADDMOD).
  @inlinable
  public func addmod(_ other: U256, _ modulus: U256) -> U256 {
    if modulus.w3 != 0 && w3 <= modulus.w3 && other.w3 <= modulus.w3 {
      // Both are below twice the modulus, so one subtraction each reduces them.
      let left = reducedOnce(by: modulus)
      let right = other.reducedOnce(by: modulus)
      let (sum, carry) = left.addingReportingOverflow(right)
      let (difference, borrow) = sum.subtractingReportingOverflow(modulus)
      return carry || !borrow ? difference : sum
    }
    let (sum, carry) = addingReportingOverflow(other)
    if !carry { return sum.remainder(dividingBy: modulus) }
    return U256.remainder(high: .one, low: sum, dividingBy: modulus)
  }

  /// `(self * other) mod modulus`, the product not being cut to 256 bits; 0 for modulus 0 (the EVM's MULMOD).
  @inlinable
  public func mulmod(_ other: U256, _ modulus: U256) -> U256 {
    let (high, low) = multipliedFullWidth(by: other)
    if high.isZero { return low.remainder(dividingBy: modulus) }
    return U256.remainder(high: high, low: low, dividingBy: modulus)
  }

  /// `self`, less `modulus` once if that leaves no negative number.
  @inlinable @inline(__always)
  func reducedOnce(by modulus: U256) -> U256 {
    let (difference, borrow) = subtractingReportingOverflow(modulus)
    return borrow ? self : difference
  }

  /// `(high * 2^256 + low) mod modulus`; 0 for modulus 0.
  @inlinable
  public static func remainder(high: U256, low: U256, dividingBy modulus: U256) -> U256 {
    if modulus.w3 != 0 { return remainderByFourLimbs(high, low, modulus) }
    if modulus.w2 != 0 { return remainderByThreeLimbs(high, low, modulus) }
    if modulus.w1 != 0 { return remainderByTwoLimbs(high, low, modulus) }
    if modulus.w0 == 0 { return .zero }
    return remainderByOneLimb(high, low, modulus.w0)
  }

  /// `remainder` for a modulus of one limb that is not zero.
  @inlinable
  static func remainderByOneLimb(_ high: U256, _ low: U256, _ modulus: UInt64) -> U256 {
    let shift = UInt64(truncatingIfNeeded: modulus.leadingZeroBitCount)
    let limb = LimbDivisor(normalized: modulus &<< shift)
    var rest = carriedUp(high.w3, shift)
    _ = limb.divide(&rest, shiftedUp(high.w3, high.w2, shift))
    _ = limb.divide(&rest, shiftedUp(high.w2, high.w1, shift))
    _ = limb.divide(&rest, shiftedUp(high.w1, high.w0, shift))
    _ = limb.divide(&rest, shiftedUp(high.w0, low.w3, shift))
    _ = limb.divide(&rest, shiftedUp(low.w3, low.w2, shift))
    _ = limb.divide(&rest, shiftedUp(low.w2, low.w1, shift))
    _ = limb.divide(&rest, shiftedUp(low.w1, low.w0, shift))
    _ = limb.divide(&rest, low.w0 &<< shift)
    return U256(rest &>> shift)
  }

  /// `remainder` for a modulus of exactly two limbs.
  @inlinable
  static func remainderByTwoLimbs(_ high: U256, _ low: U256, _ modulus: U256) -> U256 {
    let shift = UInt64(truncatingIfNeeded: modulus.w1.leadingZeroBitCount)
    let pair = LimbPairDivisor(
      high: shiftedUp(modulus.w1, modulus.w0, shift), low: modulus.w0 &<< shift)
    var window = (high: carriedUp(high.w3, shift), low: shiftedUp(high.w3, high.w2, shift))
    _ = pair.divide(&window.high, &window.low, shiftedUp(high.w2, high.w1, shift))
    _ = pair.divide(&window.high, &window.low, shiftedUp(high.w1, high.w0, shift))
    _ = pair.divide(&window.high, &window.low, shiftedUp(high.w0, low.w3, shift))
    _ = pair.divide(&window.high, &window.low, shiftedUp(low.w3, low.w2, shift))
    _ = pair.divide(&window.high, &window.low, shiftedUp(low.w2, low.w1, shift))
    _ = pair.divide(&window.high, &window.low, shiftedUp(low.w1, low.w0, shift))
    _ = pair.divide(&window.high, &window.low, low.w0 &<< shift)
    return pair.remainder(window, shift)
  }

  /// `remainder` for a modulus of exactly three limbs.
  @inlinable
  static func remainderByThreeLimbs(_ high: U256, _ low: U256, _ modulus: U256) -> U256 {
    let shift = UInt64(truncatingIfNeeded: modulus.w2.leadingZeroBitCount)
    let triple = LimbTripleDivisor(normalized: modulus.movedUp(shift))
    var window = U256(
      w0: shiftedUp(high.w2, high.w1, shift), w1: shiftedUp(high.w3, high.w2, shift), w2: carriedUp(high.w3, shift), w3: 0)
    _ = triple.divide(&window, shiftedUp(high.w1, high.w0, shift))
    _ = triple.divide(&window, shiftedUp(high.w0, low.w3, shift))
    _ = triple.divide(&window, shiftedUp(low.w3, low.w2, shift))
    _ = triple.divide(&window, shiftedUp(low.w2, low.w1, shift))
    _ = triple.divide(&window, shiftedUp(low.w1, low.w0, shift))
    _ = triple.divide(&window, low.w0 &<< shift)
    return window.movedDown(shift)
  }

  /// `remainder` for a modulus of four limbs.
  @inlinable
  static func remainderByFourLimbs(_ high: U256, _ low: U256, _ modulus: U256) -> U256 {
    let shift = UInt64(truncatingIfNeeded: modulus.w3.leadingZeroBitCount)
    let quad = LimbQuadDivisor(normalized: modulus.movedUp(shift))
    var window: U256
    if (high.w1 | high.w2 | high.w3) != 0 {
      window = U256(
        w0: shiftedUp(high.w1, high.w0, shift), w1: shiftedUp(high.w2, high.w1, shift),
        w2: shiftedUp(high.w3, high.w2, shift), w3: carriedUp(high.w3, shift))
      _ = quad.divide(&window, shiftedUp(high.w0, low.w3, shift))
      _ = quad.divide(&window, shiftedUp(low.w3, low.w2, shift))
      _ = quad.divide(&window, shiftedUp(low.w2, low.w1, shift))
    } else {
      // A dividend of five limbs, such as the sum of two of four: three digits are plainly zero.
      window = U256(
        w0: shiftedUp(low.w2, low.w1, shift), w1: shiftedUp(low.w3, low.w2, shift),
        w2: shiftedUp(high.w0, low.w3, shift), w3: carriedUp(high.w0, shift))
    }
    _ = quad.divide(&window, shiftedUp(low.w1, low.w0, shift))
    _ = quad.divide(&window, low.w0 &<< shift)
    return window.movedDown(shift)
  }
}
