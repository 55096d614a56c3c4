import Primitives

/// Instructions whose arithmetic is too long to be written out in the loop. They work in place: operands at and below
/// `sp`, the result in the lowest operand's place.
enum Arithmetic {
  /// DIV.
  @inline(never)
  static func divide(_ sp: StackPointer) {
    sp[-1] = sp.pointee.divided(by: sp[-1])
  }

  /// SDIV.
  @inline(never)
  static func signedDivide(_ sp: StackPointer) {
    sp[-1] = sp.pointee.sdiv(sp[-1])
  }

  /// MOD.
  @inline(never)
  static func remainder(_ sp: StackPointer) {
    sp[-1] = sp.pointee.remainder(dividingBy: sp[-1])
  }

  /// SMOD.
  @inline(never)
  static func signedRemainder(_ sp: StackPointer) {
    sp[-1] = sp.pointee.smod(sp[-1])
  }

  /// ADDMOD.
  @inline(never)
  static func addModulo(_ sp: StackPointer) {
    sp[-2] = sp.pointee.addmod(sp[-1], sp[-2])
  }

  /// MULMOD.
  @inline(never)
  static func multiplyModulo(_ sp: StackPointer) {
    sp[-2] = sp.pointee.mulmod(sp[-1], sp[-2])
  }

  /// EXP, with the price of the exponent's bytes (EIP-160). Returns the gas left.
  @inline(never)
  static func power(_ sp: StackPointer, _ gas: Int64, _ byteGas: UInt64) throws(Interruption) -> Int64 {
    let exponent = sp[-1]
    let rest = gas - Int64(byteGas) * Int64(exponent.byteWidthUsed)
    if rest < 0 { throw .halt(.outOfGas) }
    sp[-1] = sp.pointee.power(exponent)
    return rest
  }
}
