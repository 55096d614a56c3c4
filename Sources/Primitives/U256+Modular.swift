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
    if (modulus.w2 | modulus.w3) != 0 { return remainderByManyLimbs(high, low, modulus) }
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
    _ = limb.divide(&rest, (high.w3 &<< shift) | carriedUp(high.w2, shift))
    _ = limb.divide(&rest, (high.w2 &<< shift) | carriedUp(high.w1, shift))
    _ = limb.divide(&rest, (high.w1 &<< shift) | carriedUp(high.w0, shift))
    _ = limb.divide(&rest, (high.w0 &<< shift) | carriedUp(low.w3, shift))
    _ = limb.divide(&rest, (low.w3 &<< shift) | carriedUp(low.w2, shift))
    _ = limb.divide(&rest, (low.w2 &<< shift) | carriedUp(low.w1, shift))
    _ = limb.divide(&rest, (low.w1 &<< shift) | carriedUp(low.w0, shift))
    _ = limb.divide(&rest, low.w0 &<< shift)
    return U256(rest &>> shift)
  }

  /// `remainder` for a modulus of exactly two limbs.
  @inlinable
  static func remainderByTwoLimbs(_ high: U256, _ low: U256, _ modulus: U256) -> U256 {
    let shift = UInt64(truncatingIfNeeded: modulus.w1.leadingZeroBitCount)
    let pair = LimbPairDivisor(
      high: (modulus.w1 &<< shift) | carriedUp(modulus.w0, shift), low: modulus.w0 &<< shift)
    var r1 = carriedUp(high.w3, shift)
    var r0 = (high.w3 &<< shift) | carriedUp(high.w2, shift)
    _ = pair.divide(&r1, &r0, (high.w2 &<< shift) | carriedUp(high.w1, shift))
    _ = pair.divide(&r1, &r0, (high.w1 &<< shift) | carriedUp(high.w0, shift))
    _ = pair.divide(&r1, &r0, (high.w0 &<< shift) | carriedUp(low.w3, shift))
    _ = pair.divide(&r1, &r0, (low.w3 &<< shift) | carriedUp(low.w2, shift))
    _ = pair.divide(&r1, &r0, (low.w2 &<< shift) | carriedUp(low.w1, shift))
    _ = pair.divide(&r1, &r0, (low.w1 &<< shift) | carriedUp(low.w0, shift))
    _ = pair.divide(&r1, &r0, low.w0 &<< shift)
    return U256(w0: r0, w1: r1, w2: 0, w3: 0) &>> Int(truncatingIfNeeded: shift)
  }

  /// `remainder` for a modulus of three or four limbs.
  @inlinable
  static func remainderByManyLimbs(_ high: U256, _ low: U256, _ modulus: U256) -> U256 {
    let wide = WideDivisor(modulus)
    let shift = wide.shift
    // The limbs of the dividend, moved up as the divisor was; the window starts with the topmost of them.
    var window = U256(
      w0: (high.w1 &<< shift) | carriedUp(high.w0, shift),
      w1: (high.w2 &<< shift) | carriedUp(high.w1, shift),
      w2: (high.w3 &<< shift) | carriedUp(high.w2, shift),
      w3: carriedUp(high.w3, shift))
    _ = wide.divide(&window, (high.w0 &<< shift) | carriedUp(low.w3, shift))
    _ = wide.divide(&window, (low.w3 &<< shift) | carriedUp(low.w2, shift))
    _ = wide.divide(&window, (low.w2 &<< shift) | carriedUp(low.w1, shift))
    _ = wide.divide(&window, (low.w1 &<< shift) | carriedUp(low.w0, shift))
    _ = wide.divide(&window, low.w0 &<< shift)
    if modulus.w3 != 0 { return window &>> Int(truncatingIfNeeded: shift) }
    _ = wide.divide(&window, 0)
    return window &>> Int(truncatingIfNeeded: shift &+ 64)
  }
}
