/// Division of three limbs by two through a reciprocal.
///
/// Source: Möller and Granlund, "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011),
/// algorithms 5 and 6.
@frozen
@usableFromInline
struct LimbPairDivisor: Sendable {
  /// The upper limb; its most significant bit is set.
  @usableFromInline let high: UInt64
  /// The lower limb.
  @usableFromInline let low: UInt64
  /// floor((2^192 - 1) / divisor) - 2^64.
  @usableFromInline let reciprocal: UInt64

  /// Prepares division; the most significant bit of `high` must be set (results are wrong otherwise, nothing traps).
  @inlinable
  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
    var v = LimbDivisor.reciprocal(of: high)
    // Corrections by masks: each condition holds for about half of all divisors.
    var p = high &* v &+ low
    let wrapped = 0 &- U256.bit(p < low)
    let again = wrapped & (0 &- U256.bit(p >= high))
    v = v &+ wrapped &+ again
    p = p &- (high & wrapped) &- (high & again)
    let t = v.multipliedFullWidth(by: low)
    p &+= t.high
    let carried = U256.bit(p < t.high)
    let beyond = U256.bit(p > high) | (U256.bit(p == high) & U256.bit(t.low >= low))
    v = v &- carried &- (carried & beyond)
    reciprocal = v
  }

  /// Divides `(u2, u1, u0)`, where `(u2, u1)` is below the divisor; gives the quotient, leaves the remainder in `(u2, u1)`.
  @inlinable @inline(__always)
  func divide(_ u2: inout UInt64, _ u1: inout UInt64, _ u0: UInt64) -> UInt64 {
    let (upper, middle) = reciprocal.multipliedFullWidth(by: u2)
    let (q0, carry) = middle.addingReportingOverflow(u1)
    let q1 = upper &+ u2 &+ U256.bit(carry)
    // Both candidates are computed before one is chosen, so that there is no jump: either is as likely as the other.
    let t = low.multipliedFullWidth(by: q1)
    var borrow: UInt64 = 0
    let first0 = U256.subtractLimb(u0, t.low, &borrow)
    let first1 = (u1 &- q1 &* high) &- t.high &- borrow
    borrow = 0
    let second0 = U256.subtractLimb(first0, low, &borrow)
    let second1 = first1 &- high &- borrow
    let isFirst = second1 >= q0
    var quotient = q1 &+ U256.bit(!isFirst)
    var r0 = isFirst ? first0 : second0
    var r1 = isFirst ? first1 : second1
    if _slowPath(r1 >= high) && (r1 > high || r0 >= low) {
      quotient &+= 1
      borrow = 0
      r0 = U256.subtractLimb(r0, low, &borrow)
      r1 = r1 &- high &- borrow
    }
    u2 = r1
    u1 = r0
    return quotient
  }

  /// A window that holds a remainder, moved back down by the `shift` (below 64) that the divisor was moved up.
  @inlinable @inline(__always)
  func remainder(_ window: (high: UInt64, low: UInt64), _ shift: UInt64) -> U256 {
    U256(
      w0: U256.shiftedDown(window.low, window.high, shift), w1: window.high &>> shift, w2: 0, w3: 0)
  }
}
