extension U256 {
  /// Quotient and remainder; both are zero for a zero divisor, which is the EVM's rule for DIV and MOD.
  @inlinable
  public func quotientAndRemainder(dividingBy divisor: U256) -> (quotient: U256, remainder: U256) {
    divide(by: divisor)
  }

  /// The quotient; zero for a zero divisor (the EVM's DIV).
  @inlinable
  public func divided(by divisor: U256) -> U256 {
    // A copy of the algorithm from which the optimiser removes what only the remainder needs.
    divide(by: divisor).quotient
  }

  /// The remainder; zero for a zero divisor (the EVM's MOD).
  @inlinable
  public func remainder(dividingBy divisor: U256) -> U256 {
    divide(by: divisor).remainder
  }

  /// Quotient and remainder of a division by one limb; both are zero for a zero divisor.
  @inlinable
  public func quotientAndRemainder(dividingByLimb divisor: UInt64) -> (quotient: U256, remainder: UInt64) {
    dividedByOneLimb(divisor)
  }

  /// Division, whose way depends on the number of the divisor's limbs.
  @inlinable @inline(__always)
  func divide(by divisor: U256) -> (quotient: U256, remainder: U256) {
    if divisor.fitsUInt64 {
      if divisor.w0 == 0 { return (.zero, .zero) }
      // Plain machine division; it cannot trap, the divisor is not zero.
      if fitsUInt64 { return (U256(w0 / divisor.w0), U256(w0 % divisor.w0)) }
      let (quotient, remainder) = dividedByOneLimb(divisor.w0)
      return (quotient, U256(remainder))
    }
    if divisor.w0 == 0 && divisor.isPowerOfTwo {
      return (self &>> divisor.trailingZeroBitCount, self & (divisor &- .one))
    }
    if (divisor.w2 | divisor.w3) == 0 { return dividedByTwoLimbs(divisor) }
    if self < divisor { return (.zero, self) }
    return divisor.w3 == 0 ? dividedByThreeLimbs(divisor) : dividedByFourLimbs(divisor)
  }

  /// Division by a divisor of one limb; both results are zero for a zero divisor.
  @inlinable @inline(__always)
  func dividedByOneLimb(_ divisor: UInt64) -> (quotient: U256, remainder: UInt64) {
    if divisor == 0 { return (.zero, 0) }
    if divisor & (divisor &- 1) == 0 { return (self &>> divisor.trailingZeroBitCount, w0 & (divisor &- 1)) }
    let shift = UInt64(truncatingIfNeeded: divisor.leadingZeroBitCount)
    let limb = LimbDivisor(normalized: divisor &<< shift)
    if (w3 | w2) == 0 {
      // Amounts of tokens have two limbs.
      var remainder = U256.carriedUp(w1, shift)
      let q1 = limb.divide(&remainder, U256.shiftedUp(w1, w0, shift))
      let q0 = limb.divide(&remainder, w0 &<< shift)
      return (U256(w0: q0, w1: q1, w2: 0, w3: 0), remainder &>> shift)
    }
    var remainder = U256.carriedUp(w3, shift)
    let q3 = limb.divide(&remainder, U256.shiftedUp(w3, w2, shift))
    let q2 = limb.divide(&remainder, U256.shiftedUp(w2, w1, shift))
    let q1 = limb.divide(&remainder, U256.shiftedUp(w1, w0, shift))
    let q0 = limb.divide(&remainder, w0 &<< shift)
    return (U256(w0: q0, w1: q1, w2: q2, w3: q3), remainder &>> shift)
  }

  /// Division by a divisor of exactly two limbs.
  @inlinable @inline(__always)
  func dividedByTwoLimbs(_ divisor: U256) -> (quotient: U256, remainder: U256) {
    let shift = UInt64(truncatingIfNeeded: divisor.w1.leadingZeroBitCount)
    let pair = LimbPairDivisor(
      high: U256.shiftedUp(divisor.w1, divisor.w0, shift), low: divisor.w0 &<< shift)
    if (w3 | w2) == 0 && self < divisor { return (.zero, self) }
    // The window starts below the divisor: its upper limb lacks the top bit that the divisor's has.
    if w3 == 0 {
      var window = (high: U256.carriedUp(w2, shift), low: U256.shiftedUp(w2, w1, shift))
      let q1 = pair.divide(&window.high, &window.low, U256.shiftedUp(w1, w0, shift))
      let q0 = pair.divide(&window.high, &window.low, w0 &<< shift)
      return (U256(w0: q0, w1: q1, w2: 0, w3: 0), pair.remainder(window, shift))
    }
    var window = (high: U256.carriedUp(w3, shift), low: U256.shiftedUp(w3, w2, shift))
    let q2 = pair.divide(&window.high, &window.low, U256.shiftedUp(w2, w1, shift))
    let q1 = pair.divide(&window.high, &window.low, U256.shiftedUp(w1, w0, shift))
    let q0 = pair.divide(&window.high, &window.low, w0 &<< shift)
    return (U256(w0: q0, w1: q1, w2: q2, w3: 0), pair.remainder(window, shift))
  }

  /// Division by a divisor of exactly three limbs that is not greater than the dividend.
  @inlinable @inline(__always)
  func dividedByThreeLimbs(_ divisor: U256) -> (quotient: U256, remainder: U256) {
    let shift = UInt64(truncatingIfNeeded: divisor.w2.leadingZeroBitCount)
    let triple = LimbTripleDivisor(normalized: divisor.movedUp(shift))
    var window = U256(
      w0: U256.shiftedUp(w2, w1, shift), w1: U256.shiftedUp(w3, w2, shift), w2: U256.carriedUp(w3, shift), w3: 0)
    let q1 = triple.divide(&window, U256.shiftedUp(w1, w0, shift))
    let q0 = triple.divide(&window, w0 &<< shift)
    return (U256(w0: q0, w1: q1, w2: 0, w3: 0), window.movedDown(shift))
  }

  /// Division by a divisor of four limbs that is not greater than the dividend: the quotient has one limb.
  @inlinable @inline(__always)
  func dividedByFourLimbs(_ divisor: U256) -> (quotient: U256, remainder: U256) {
    let shift = UInt64(truncatingIfNeeded: divisor.w3.leadingZeroBitCount)
    let quad = LimbQuadDivisor(normalized: divisor.movedUp(shift))
    var window = U256(
      w0: U256.shiftedUp(w1, w0, shift), w1: U256.shiftedUp(w2, w1, shift),
      w2: U256.shiftedUp(w3, w2, shift), w3: U256.carriedUp(w3, shift))
    let quotient = quad.divide(&window, w0 &<< shift)
    return (U256(quotient), window.movedDown(shift))
  }

  /// Moves all bits up by `shift`, which is below 64.
  @inlinable @inline(__always)
  func movedUp(_ shift: UInt64) -> U256 {
    U256(
      w0: w0 &<< shift, w1: U256.shiftedUp(w1, w0, shift), w2: U256.shiftedUp(w2, w1, shift),
      w3: U256.shiftedUp(w3, w2, shift))
  }

  /// Moves all bits down by `shift`, which is below 64.
  @inlinable @inline(__always)
  func movedDown(_ shift: UInt64) -> U256 {
    U256(
      w0: U256.shiftedDown(w0, w1, shift), w1: U256.shiftedDown(w1, w2, shift), w2: U256.shiftedDown(w2, w3, shift),
      w3: w3 &>> shift)
  }
}
