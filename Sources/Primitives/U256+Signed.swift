/// Two's-complement readings of the same 256 bits, as the EVM's signed instructions define them
/// (Ethereum Yellow Paper, appendix H; EIP-145 for SAR).
extension U256 {
  /// Whether the most significant bit is set.
  @inlinable public var isNegative: Bool {
    @inline(__always) get { Int64(bitPattern: w3) < 0 }
  }

  /// The two's complement: `-self`. The least number, -2^255, is its own.
  @inlinable public var negated: U256 {
    @inline(__always) get { U256.zero &- self }
  }

  /// The absolute value of the signed number; 2^255 for -2^255.
  @inlinable public var magnitude: U256 {
    @inline(__always) get { isNegative ? negated : self }
  }

  /// The EVM's SLT: whether the signed number is below the other's.
  @inlinable @inline(__always)
  public func signedLess(than other: U256) -> Bool {
    let sign: UInt64 = 1 &<< 63
    return U256(w0: w0, w1: w1, w2: w2, w3: w3 ^ sign) < U256(w0: other.w0, w1: other.w1, w2: other.w2, w3: other.w3 ^ sign)
  }

  /// The EVM's SDIV: the quotient rounded towards zero; 0 for divisor 0, and -2^255 for -2^255 / -1.
  @inlinable
  public func sdiv(_ divisor: U256) -> U256 {
    let quotient = magnitude.divided(by: divisor.magnitude)
    return isNegative != divisor.isNegative ? quotient.negated : quotient
  }

  /// The EVM's SMOD: the remainder with the dividend's sign; 0 for divisor 0.
  @inlinable
  public func smod(_ divisor: U256) -> U256 {
    let remainder = magnitude.remainder(dividingBy: divisor.magnitude)
    return isNegative ? remainder.negated : remainder
  }

  /// Shifts right, filling with the sign; all sign bits for amounts of 256 and more, and for negative ones.
  @inlinable @inline(__always)
  public func sar(by amount: Int) -> U256 {
    let fill = UInt64(bitPattern: Int64(bitPattern: w3) &>> 63)
    guard amount >= 0, amount < 256 else { return U256(w0: fill, w1: fill, w2: fill, w3: fill) }
    // Inverting a negative number turns the ones to be filled in into zeros.
    let inverted = U256(w0: w0 ^ fill, w1: w1 ^ fill, w2: w2 ^ fill, w3: w3 ^ fill) &>> amount
    return U256(w0: inverted.w0 ^ fill, w1: inverted.w1 ^ fill, w2: inverted.w2 ^ fill, w3: inverted.w3 ^ fill)
  }

  /// The EVM's SAR: shifts right by `amount` bits, filling with the sign.
  @inlinable
  public func sar(_ amount: U256) -> U256 {
    sar(by: amount.fitsUInt64 && amount.w0 < 256 ? Int(truncatingIfNeeded: amount.w0) : 256)
  }

  /// The EVM's SIGNEXTEND: reads the low `index + 1` bytes as a signed number; `self` from index 31 on.
  @inlinable
  public func signExtend(byte index: U256) -> U256 {
    guard index.fitsUInt64, index.w0 < 31 else { return self }
    let unused = Int(truncatingIfNeeded: 248 &- 8 &* index.w0)
    return (self &<< unused).sar(by: unused)
  }
}
