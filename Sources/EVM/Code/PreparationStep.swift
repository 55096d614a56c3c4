/// What preparing code must know of an instruction: eight bytes, loaded at once.
struct PreparationStep {
  /// What is special about an instruction. The last three end a run.
  enum Kind: UInt8 {
    case plain, jumpDest, endsRun, jump, undefined
  }

  var gas: UInt16
  var takes: UInt8
  var change: Int8
  /// Bytes of the instruction with its operand.
  var size: UInt8
  var kind: Kind
  /// The `SequenceTable.Role`.
  var role: UInt8

  /// The step of an instruction.
  init(_ opcode: Opcode, _ entry: OpcodeTable.Entry) {
    gas = entry.gas
    takes = entry.takes
    change = entry.change
    size = UInt8(1 + opcode.immediateSize)
    kind = entry.isDefined ? PreparationStep.kind(opcode) : .undefined
    role = entry.isDefined ? SequenceTable.role(opcode).rawValue : 0
  }

  /// Whether a run ends after the instruction: because control may go elsewhere, because it must see the exact gas left,
  /// or because its effect must not happen if an earlier instruction of the run cannot be paid.
  private static func kind(_ opcode: Opcode) -> Kind {
    switch opcode {
    case .jumpDest: .jumpDest
    case .jump, .jumpi: .jump
    case .stop, .return, .revert, .invalid, .selfDestruct: .endsRun
    case .gas, .sstore, .tstore: .endsRun
    case .log(0), .log(1), .log(2), .log(3), .log(4): .endsRun
    case .create, .create2, .call, .callCode, .delegateCall, .staticCall: .endsRun
    default: .plain
    }
  }
}
