/// Limbs that pass a carry on.
///
/// The carries are numbers made from the overflow flags by casting, not by a conditional: LLVM then keeps a whole chain in
/// the processor's carry flag (add, adc, adc …), which it does not with `flag ? 1 : 0`.
extension UInt64 {
  /// self + other + carry modulo 2^64; `carry`, 0 or 1, becomes what is carried out.
  @inline(__always)
  func adding(_ other: UInt64, carry: inout UInt64) -> UInt64 {
    let (first, isFirst) = addingReportingOverflow(other)
    let (second, isSecond) = first.addingReportingOverflow(carry)
    carry = UInt64(bit: isFirst) | UInt64(bit: isSecond)
    return second
  }

  /// self - other - borrow modulo 2^64; `borrow`, 0 or 1, becomes what is borrowed.
  @inline(__always)
  func subtracting(_ other: UInt64, borrow: inout UInt64) -> UInt64 {
    let (first, isFirst) = subtractingReportingOverflow(other)
    let (second, isSecond) = first.subtractingReportingOverflow(borrow)
    borrow = UInt64(bit: isFirst) | UInt64(bit: isSecond)
    return second
  }

  /// 1 for true, 0 for false, without a conditional: a Bool is one byte that holds its value.
  @inline(__always)
  private init(bit: Bool) {
    self.init(truncatingIfNeeded: unsafeBitCast(bit, to: UInt8.self))
  }
}
