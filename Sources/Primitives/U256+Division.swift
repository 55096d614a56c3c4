extension U256 {
  /// Quotient and remainder; both are zero for a zero divisor, which is the EVM's rule for DIV and MOD.
  @inlinable
  public func quotientAndRemainder(dividingBy divisor: U256) -> (quotient: U256, remainder: U256) {
    if divisor.fitsUInt64 {
      if divisor.w0 == 0 { return (.zero, .zero) }
      if fitsUInt64 {
        // Plain machine division; it cannot trap, the divisor is not zero.
        return (U256(w0 / divisor.w0), U256(w0 % divisor.w0))
      }
      let (quotient, remainder) = quotientAndRemainder(dividingByLimb: divisor.w0)
      return (quotient, U256(remainder))
    }
    if self < divisor { return (.zero, self) }
    if (divisor.w2 | divisor.w3) == 0 { return dividedByTwoLimbs(divisor) }
    return dividedByManyLimbs(divisor)
  }

  /// The quotient; zero for a zero divisor (the EVM's DIV).
  @inlinable
  public func divided(by divisor: U256) -> U256 {
    quotientAndRemainder(dividingBy: divisor).quotient
  }

  /// The remainder; zero for a zero divisor (the EVM's MOD).
  @inlinable
  public func remainder(dividingBy divisor: U256) -> U256 {
    quotientAndRemainder(dividingBy: divisor).remainder
  }

  /// Quotient and remainder of a division by one limb; both are zero for a zero divisor.
  @inlinable
  public func quotientAndRemainder(dividingByLimb divisor: UInt64) -> (quotient: U256, remainder: UInt64) {
    guard divisor != 0 else { return (.zero, 0) }
    let shift = UInt64(truncatingIfNeeded: divisor.leadingZeroBitCount)
    let limb = LimbDivisor(normalized: divisor &<< shift)
    var remainder = U256.carriedUp(w3, shift)
    let q3 = limb.divide(&remainder, (w3 &<< shift) | U256.carriedUp(w2, shift))
    let q2 = limb.divide(&remainder, (w2 &<< shift) | U256.carriedUp(w1, shift))
    let q1 = limb.divide(&remainder, (w1 &<< shift) | U256.carriedUp(w0, shift))
    let q0 = limb.divide(&remainder, w0 &<< shift)
    return (U256(w0: q0, w1: q1, w2: q2, w3: q3), remainder &>> shift)
  }

  /// Division by a divisor of exactly two limbs.
  @inlinable
  func dividedByTwoLimbs(_ divisor: U256) -> (quotient: U256, remainder: U256) {
    let shift = UInt64(truncatingIfNeeded: divisor.w1.leadingZeroBitCount)
    let pair = LimbPairDivisor(
      high: (divisor.w1 &<< shift) | U256.carriedUp(divisor.w0, shift), low: divisor.w0 &<< shift)
    var high = U256.carriedUp(w3, shift)
    var low = (w3 &<< shift) | U256.carriedUp(w2, shift)
    // The first digit is zero: the shifted top limb alone is below the divisor's, whose top bit is set.
    let q2 = pair.divide(&high, &low, (w2 &<< shift) | U256.carriedUp(w1, shift))
    let q1 = pair.divide(&high, &low, (w1 &<< shift) | U256.carriedUp(w0, shift))
    let q0 = pair.divide(&high, &low, w0 &<< shift)
    let remainder = U256(w0: low, w1: high, w2: 0, w3: 0) &>> Int(truncatingIfNeeded: shift)
    return (U256(w0: q0, w1: q1, w2: q2, w3: 0), remainder)
  }

  /// Division of a dividend that is not smaller than its divisor of three or four limbs.
  @inlinable
  func dividedByManyLimbs(_ divisor: U256) -> (quotient: U256, remainder: U256) {
    let wide = WideDivisor(divisor)
    let shift = wide.shift
    if divisor.w3 != 0 {
      var window = U256(w0: 0, w1: 0, w2: 0, w3: 0)
      window = U256(
        w0: (w1 &<< shift) | U256.carriedUp(w0, shift),
        w1: (w2 &<< shift) | U256.carriedUp(w1, shift),
        w2: (w3 &<< shift) | U256.carriedUp(w2, shift),
        w3: U256.carriedUp(w3, shift))
      let quotient = wide.divide(&window, w0 &<< shift)
      return (U256(quotient), window &>> Int(truncatingIfNeeded: shift))
    }
    // Three limbs: the divisor was moved up by one whole limb more, and so is the dividend.
    var window = U256(
      w0: (w1 &<< shift) | U256.carriedUp(w0, shift),
      w1: (w2 &<< shift) | U256.carriedUp(w1, shift),
      w2: (w3 &<< shift) | U256.carriedUp(w2, shift),
      w3: U256.carriedUp(w3, shift))
    let q1 = wide.divide(&window, w0 &<< shift)
    let q0 = wide.divide(&window, 0)
    return (U256(w0: q0, w1: q1, w2: 0, w3: 0), window &>> Int(truncatingIfNeeded: shift &+ 64))
  }
}
