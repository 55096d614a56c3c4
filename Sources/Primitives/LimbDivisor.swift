/// Division of two limbs by one through a reciprocal: two multiplications instead of a machine division.
///
/// Source: Möller and Granlund, "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011),
/// algorithms 2 and 4.
@frozen
@usableFromInline
struct LimbDivisor: Sendable {
  /// The divisor; its most significant bit is set.
  @usableFromInline let divisor: UInt64
  /// floor((2^128 - 1) / divisor) - 2^64.
  @usableFromInline let reciprocal: UInt64

  /// Prepares division by `divisor`, whose most significant bit must be set (results are wrong otherwise, nothing traps).
  @inlinable @inline(__always)
  init(normalized divisor: UInt64) {
    self.divisor = divisor
    self.reciprocal = LimbDivisor.reciprocal(of: divisor)
  }

  /// Prepares division with a reciprocal known beforehand.
  @inlinable @inline(__always)
  init(normalized divisor: UInt64, reciprocal: UInt64) {
    self.divisor = divisor
    self.reciprocal = reciprocal
  }

  /// floor((2^128 - 1) / divisor) - 2^64, by Newton's iteration from an 11-bit first guess.
  @inlinable @inline(__always)
  static func reciprocal(of divisor: UInt64) -> UInt64 {
    let top9 = UInt32(truncatingIfNeeded: divisor &>> 55)
    // 2^19 - 3 * 2^8, divided by a number of 9 bits. The guard keeps an unnormalised divisor from dividing by zero.
    let v0 = UInt64(0x7fd00 / (top9 | 0x100))
    let d40 = (divisor &>> 24) &+ 1
    let v1 = (v0 &<< 11) &- ((v0 &* v0 &* d40) &>> 40) &- 1
    let v2 = (v1 &<< 13) &+ ((v1 &* (0x1000_0000_0000_0000 &- v1 &* d40)) &>> 47)
    let d0 = divisor & 1
    let d63 = (divisor &>> 1) &+ d0
    let e = ((v2 &>> 1) & (0 &- d0)) &- v2 &* d63
    let v3 = (v2.multipliedFullWidth(by: e).high &>> 1) &+ (v2 &<< 31)
    let (high, low) = v3.multipliedFullWidth(by: divisor)
    return v3 &- (high &+ U256.bit(low.addingReportingOverflow(divisor).overflow) &+ divisor)
  }

  /// Divides `remainder * 2^64 + low`, where `remainder` is below the divisor; gives the quotient, leaves the remainder.
  @inlinable @inline(__always)
  func divide(_ remainder: inout UInt64, _ low: UInt64) -> UInt64 {
    let (high, middle) = reciprocal.multipliedFullWidth(by: remainder)
    let (q0, carry) = middle.addingReportingOverflow(low)
    let q1 = high &+ remainder &+ U256.bit(carry)
    // Both candidates are computed before one is chosen, so that there is no jump: either is as likely as the other.
    let first = low &- q1 &* divisor
    let second = first &- divisor
    let isFirst = second > q0
    var quotient = q1 &+ U256.bit(!isFirst)
    var rest = isFirst ? first : second
    // Rare, so a jump that is guessed right is faster than a choice.
    if _slowPath(rest >= divisor) {
      quotient &+= 1
      rest &-= divisor
    }
    remainder = rest
    return quotient
  }
}
