/// What the interpreter's loop executes for one byte of its instruction stream. All 256 values are cases, so the loop's
/// `switch` needs no default and becomes one jump through a table.
///
/// The stream of prepared code (`PreparedCode`) holds contract code with undefined instructions replaced by `undefined`.
/// Values that no fork defines are free for such internal use; the opcode table of the rules keeps real code from
/// reaching them. 0xb0 and following are such: sequences of instructions that compilers write often, executed at once
/// (`CodePreparation` finds them).
enum Operation: UInt8 {
  case stop, add, mul, sub, div, sdiv, mod, smod
  case addmod, mulmod, exp, signExtend, undefined, unused0d, unused0e, unused0f
  case lt, gt, slt, sgt, eq, isZero, and, or
  case xor, not, byte, shl, shr, sar, unused1e, unused1f
  case keccak256, unused21, unused22, unused23, unused24, unused25, unused26, unused27
  case unused28, unused29, unused2a, unused2b, unused2c, unused2d, unused2e, unused2f
  case address, balance, origin, caller, callValue, callDataLoad, callDataSize, callDataCopy
  case codeSize, codeCopy, gasPrice, extCodeSize, extCodeCopy, returnDataSize, returnDataCopy, extCodeHash
  case blockHash, coinbase, timestamp, number, difficulty, gasLimit, chainID, selfBalance
  case baseFee, blobHash, blobBaseFee, unused4b, unused4c, unused4d, unused4e, unused4f
  case pop, mload, mstore, mstore8, sload, sstore, jump, jumpi
  case pc, msize, gas, jumpDest, tload, tstore, mcopy, push0
  case push1, push2, push3, push4, push5, push6, push7, push8
  case push9, push10, push11, push12, push13, push14, push15, push16
  case push17, push18, push19, push20, push21, push22, push23, push24
  case push25, push26, push27, push28, push29, push30, push31, push32
  case dup1, dup2, dup3, dup4, dup5, dup6, dup7, dup8
  case dup9, dup10, dup11, dup12, dup13, dup14, dup15, dup16
  case swap1, swap2, swap3, swap4, swap5, swap6, swap7, swap8
  case swap9, swap10, swap11, swap12, swap13, swap14, swap15, swap16
  case log0, log1, log2, log3, log4, unuseda5, unuseda6, unuseda7
  case unuseda8, unuseda9, unusedaa, unusedab, unusedac, unusedad, unusedae, unusedaf
  case pushJump, pushJumpIf, isZeroJumpIf, ltJumpIf, gtJumpIf, eqJumpIf, dupJumpIf, swapPop
  case popPop, dupAdd, dupLt, dupAnd, dupMstore, dupDup, pushAdd, pushShl
  case pushShr, pushAnd, pushMul, pushMload, pushMstore, pushCallDataLoad, pushDup, pushPush
  case pushSwapSub, push4And, push8And, addMload, mulAdd, swapSub, sltIsZero, ltIsZero
  case pushSwap, unusedd1, unusedd2, unusedd3, unusedd4, unusedd5, unusedd6, unusedd7
  case unusedd8, unusedd9, unusedda, unuseddb, unuseddc, unuseddd, unusedde, unuseddf
  case unusede0, unusede1, unusede2, unusede3, unusede4, unusede5, unusede6, unusede7
  case unusede8, unusede9, unusedea, unusedeb, unusedec, unuseded, unusedee, unusedef
  case create, call, callCode, `return`, delegateCall, create2, unusedf6, unusedf7
  case unusedf8, unusedf9, staticCall, unusedfb, unusedfc, revert, invalid, selfDestruct

  /// The operation of a byte. Every byte is one.
  @inline(__always)
  init(byte: UInt8) {
    // Sound because the enum has a case for each of the 256 values, in their order.
    self = unsafeBitCast(byte, to: Operation.self)
  }
}
