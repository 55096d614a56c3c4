extension U256 {
  /// 1 for `true`, 0 for `false`, without a branch.
  ///
  /// A conditional expression would become a jump in the middle of each carry chain and cost half of the speed of addition.
  /// `Bool` is one byte holding 0 or 1, which the language's ABI guarantees.
  @inlinable @inline(__always)
  static func bit(_ condition: Bool) -> UInt64 {
    UInt64(unsafeBitCast(condition, to: UInt8.self))
  }

  /// `left + right + carry` of one limb; `carry` is 0 or 1 and receives the carry out.
  @inlinable @inline(__always)
  static func addLimb(_ left: UInt64, _ right: UInt64, _ carry: inout UInt64) -> UInt64 {
    let (partial, first) = left.addingReportingOverflow(right)
    let (sum, second) = partial.addingReportingOverflow(carry)
    carry = bit(first) | bit(second)
    return sum
  }

  /// `left - right - borrow` of one limb; `borrow` is 0 or 1 and receives the borrow out.
  @inlinable @inline(__always)
  static func subtractLimb(_ left: UInt64, _ right: UInt64, _ borrow: inout UInt64) -> UInt64 {
    let (partial, first) = left.subtractingReportingOverflow(right)
    let (difference, second) = partial.subtractingReportingOverflow(borrow)
    borrow = bit(first) | bit(second)
    return difference
  }

  /// The sum modulo 2^256, and whether it passed 2^256.
  @inlinable @inline(__always)
  public func addingReportingOverflow(_ other: U256) -> (partialValue: U256, overflow: Bool) {
    var carry: UInt64 = 0
    let r0 = U256.addLimb(w0, other.w0, &carry)
    let r1 = U256.addLimb(w1, other.w1, &carry)
    let r2 = U256.addLimb(w2, other.w2, &carry)
    let r3 = U256.addLimb(w3, other.w3, &carry)
    return (U256(w0: r0, w1: r1, w2: r2, w3: r3), carry != 0)
  }

  /// The difference modulo 2^256, and whether `other` was greater.
  @inlinable @inline(__always)
  public func subtractingReportingOverflow(_ other: U256) -> (partialValue: U256, overflow: Bool) {
    var borrow: UInt64 = 0
    let r0 = U256.subtractLimb(w0, other.w0, &borrow)
    let r1 = U256.subtractLimb(w1, other.w1, &borrow)
    let r2 = U256.subtractLimb(w2, other.w2, &borrow)
    let r3 = U256.subtractLimb(w3, other.w3, &borrow)
    return (U256(w0: r0, w1: r1, w2: r2, w3: r3), borrow != 0)
  }

  /// The sum, or `nil` if it is 2^256 or more.
  @inlinable @inline(__always)
  public func adding(_ other: U256) -> U256? {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? nil : sum
  }

  /// The difference, or `nil` if `other` is greater.
  @inlinable @inline(__always)
  public func subtracting(_ other: U256) -> U256? {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? nil : difference
  }

  /// The sum modulo 2^256.
  @inlinable @inline(__always)
  public static func &+ (left: U256, right: U256) -> U256 {
    left.addingReportingOverflow(right).partialValue
  }

  /// The difference modulo 2^256.
  @inlinable @inline(__always)
  public static func &- (left: U256, right: U256) -> U256 {
    left.subtractingReportingOverflow(right).partialValue
  }

  /// Adds modulo 2^256.
  @inlinable @inline(__always)
  public static func &+= (left: inout U256, right: U256) { left = left &+ right }

  /// Subtracts modulo 2^256.
  @inlinable @inline(__always)
  public static func &-= (left: inout U256, right: U256) { left = left &- right }
}
