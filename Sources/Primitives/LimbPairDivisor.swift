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
    var p = high &* v &+ low
    if p < low {
      v &-= 1
      if p >= high {
        v &-= 1
        p &-= high
      }
      p &-= high
    }
    let t = v.multipliedFullWidth(by: low)
    p &+= t.high
    if p < t.high {
      v &-= 1
      if p >= high && (p > high || t.low >= low) { v &-= 1 }
    }
    reciprocal = v
  }

  /// Divides `(u2, u1, u0)`, where `(u2, u1)` is below the divisor; gives the quotient, leaves the remainder in `(u2, u1)`.
  @inlinable @inline(__always)
  func divide(_ u2: inout UInt64, _ u1: inout UInt64, _ u0: UInt64) -> UInt64 {
    var (q1, q0) = reciprocal.multipliedFullWidth(by: u2)
    let (sum, carry) = q0.addingReportingOverflow(u1)
    q0 = sum
    q1 = q1 &+ u2 &+ (carry ? 1 : 0)

    let t = low.multipliedFullWidth(by: q1)
    var borrow: UInt64 = 0
    var r0 = U256.subtractLimb(u0, t.low, &borrow)
    var r1 = (u1 &- q1 &* high) &- t.high &- borrow
    borrow = 0
    r0 = U256.subtractLimb(r0, low, &borrow)
    r1 = r1 &- high &- borrow
    q1 &+= 1

    if r1 >= q0 {
      q1 &-= 1
      var carry: UInt64 = 0
      r0 = U256.addLimb(r0, low, &carry)
      r1 = r1 &+ high &+ carry
    }
    if r1 > high || (r1 == high && r0 >= low) {
      q1 &+= 1
      borrow = 0
      r0 = U256.subtractLimb(r0, low, &borrow)
      r1 = r1 &- high &- borrow
    }
    u2 = r1
    u1 = r0
    return q1
  }
}
