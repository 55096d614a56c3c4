/// Which two instructions in a row become one operation. Found by counting what compilers write.
///
/// The operation takes the first instruction's place in the stream; operands of PUSH stay where they are, small numbers
/// (the depth of a DUP or SWAP) take the place of the second instruction. Nothing can jump between the two, because none
/// is a JUMPDEST.
enum SequenceTable {
  /// What an instruction can be in a sequence, first or second; `none` in neither.
  enum Role: UInt8 {
    case none, push1, push4, push8, dup, swap1, swap, pop, add, mul, sub, lt, slt, isZero, and, shl, shr, callDataLoad, mload
    case mstore
  }

  /// The role of an instruction.
  static func role(_ opcode: Opcode) -> Role {
    switch opcode.rawValue {
    case 0x01: .add
    case 0x02: .mul
    case 0x03: .sub
    case 0x10: .lt
    case 0x12: .slt
    case 0x15: .isZero
    case 0x16: .and
    case 0x1b: .shl
    case 0x1c: .shr
    case 0x35: .callDataLoad
    case 0x50: .pop
    case 0x51: .mload
    case 0x52: .mstore
    case 0x60: .push1
    case 0x63: .push4
    case 0x67: .push8
    case 0x80...0x8f: .dup
    case 0x90: .swap1
    case 0x91...0x9f: .swap
    default: .none
    }
  }

  /// The operation of two instructions in a row; `stop` if there is none.
  static func operation(_ first: Role, _ second: Role) -> Operation {
    switch (first, second) {
    case (.push1, .add): .pushAdd
    case (.push1, .mul): .pushMul
    case (.push1, .and): .pushAnd
    case (.push1, .shl): .pushShl
    case (.push1, .shr): .pushShr
    case (.push1, .callDataLoad): .pushCallDataLoad
    case (.push1, .mload): .pushMload
    case (.push1, .mstore): .pushMstore
    case (.push1, .push1): .pushPush
    case (.push1, .dup): .pushDup
    case (.push1, .swap1): .pushSwap
    case (.push4, .and): .push4And
    case (.push8, .and): .push8And
    case (.dup, .add): .dupAdd
    case (.dup, .lt): .dupLt
    case (.dup, .and): .dupAnd
    case (.dup, .mstore): .dupMstore
    case (.dup, .dup): .dupDup
    case (.swap1, .pop), (.swap, .pop): .swapPop
    case (.swap1, .sub): .swapSub
    case (.pop, .pop): .popPop
    case (.add, .mload): .addMload
    case (.mul, .add): .mulAdd
    case (.lt, .isZero): .ltIsZero
    case (.slt, .isZero): .sltIsZero
    default: .stop
    }
  }

  /// Whether the second instruction of an operation is better left to what follows, if they make a sequence.
  static func isWeak(_ operation: Operation) -> Bool {
    operation == .pushPush || operation == .pushDup || operation == .dupDup || operation == .pushSwap
  }

  /// The number of roles, a power of two.
  static let roleCount = 32

  /// `operation` for all pairs of roles, indexed by `first * roleCount + second`. Never freed.
  nonisolated(unsafe) static let table: UnsafePointer<Operation> = {
    let table = UnsafeMutablePointer<Operation>.allocate(capacity: roleCount * roleCount)
    table.initialize(repeating: .stop, count: roleCount * roleCount)
    for first in UInt8(0)..<UInt8(roleCount) {
      for second in UInt8(0)..<UInt8(roleCount) {
        guard let one = Role(rawValue: first), let two = Role(rawValue: second) else { continue }
        table[Int(first) * roleCount + Int(second)] = operation(one, two)
      }
    }
    return UnsafePointer(table)
  }()
}
