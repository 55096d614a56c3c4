/// One pass over code that fills in a `PreparedCode`.
struct CodePreparation {
  let code: Bytecode
  let rules: CompiledRules
  let operations: UnsafeMutablePointer<UInt8>
  let entries: UnsafeMutablePointer<BlockEntry>

  /// The entry that the current run will be described in.
  private var start = 0
  private var gas: UInt64 = 0
  /// Height of the stack relative to the run's start, its greatest value, and what the run needs below.
  private var height = 0
  private var growth = 0
  private var required = 0

  init(
    code: Bytecode, rules: CompiledRules, operations: UnsafeMutablePointer<UInt8>, entries: UnsafeMutablePointer<BlockEntry>
  ) {
    self.code = code
    self.rules = rules
    self.operations = operations
    self.entries = entries
  }

  /// Walks over the code once.
  mutating func run() {
    let table = rules.entries
    var offset = 0
    while offset < code.count {
      let opcode = Opcode(code.base[offset])
      let entry = table[Int(opcode.rawValue)]
      if opcode == .jumpDest && entry.isDefined {
        closeRun()
        openRun(at: offset + 1)
      }
      guard entry.isDefined else {
        operations[offset] = Operation.undefined.rawValue
        offset += 1
        closeRun()
        openRun(at: offset)
        continue
      }
      add(entry)
      offset += 1 + opcode.immediateSize
      if CodePreparation.endsRun(opcode) {
        closeRun()
        openRun(at: min(offset, code.count))
      }
    }
    closeRun()
  }

  private mutating func openRun(at entry: Int) {
    start = entry
    gas = 0
    height = 0
    growth = 0
    required = 0
  }

  private func closeRun() {
    // Entries are written where a run begins, and the same place never twice with different contents.
    // A run dearer than the field can say is left to the careful loop.
    entries[start] = UInt32(exactly: gas).map { BlockEntry(gas: $0, required: required, growth: growth) } ?? .impossible
  }

  private mutating func add(_ entry: CompiledRules.Entry) {
    gas += UInt64(entry.gas)
    required = max(required, Int(entry.takes) - height)
    height += Int(entry.change)
    growth = max(growth, height)
  }

  /// Whether a run ends after the instruction: because control may go elsewhere, because it must see the exact gas left,
  /// or because its effect must not happen if an earlier instruction of the run cannot be paid.
  static func endsRun(_ opcode: Opcode) -> Bool {
    switch opcode {
    case .stop, .jump, .jumpi, .return, .revert, .invalid, .selfDestruct: true
    case .gas, .sstore, .tstore: true
    case .log(0), .log(1), .log(2), .log(3), .log(4): true
    case .create, .create2, .call, .callCode, .delegateCall, .staticCall: true
    default: false
    }
  }
}
