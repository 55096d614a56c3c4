/// One pass over code that fills in a `PreparedCode`: sums up the runs and replaces sequences.
///
/// Its time counts where code runs once, so it is written for speed: wrapping arithmetic on numbers that the size of the
/// code keeps small, one eight-byte load of a table for each instruction.
struct CodePreparation {
  private let code: UnsafePointer<UInt8>
  private let count: Int
  private let steps: UnsafePointer<PreparationStep>
  private let sequences: UnsafePointer<Operation>
  private let operations: UnsafeMutablePointer<UInt8>
  private let entries: UnsafeMutablePointer<BlockEntry>

  /// Jumps whose PUSH2 comes right before them: where it is, and where the instruction before it is (-1 if that one is
  /// part of a sequence).
  private var jumps: [(push: Int, before: Int)] = []

  init(
    code: Bytecode, rules: CompiledRules, operations: UnsafeMutablePointer<UInt8>, entries: UnsafeMutablePointer<BlockEntry>
  ) {
    self.code = code.base
    self.count = code.count
    self.steps = rules.steps
    self.sequences = SequenceTable.table
    self.operations = operations
    self.entries = entries
  }

  /// Walks over the code once, and over the jumps that it found.
  mutating func run() {
    var offset = 0
    var run = Run(entry: 0)
    // The instruction before, and its role unless it already is part of a sequence.
    var previous = -1
    var previousRole = 0
    // The same instruction, -1 if it is part of a sequence, and the one before it likewise.
    var free = -1
    var beforeFree = -1
    // `beforeFree` as it was at the instruction before.
    var beforePush = -1
    // A weak sequence that ends with the instruction before: where it begins (-1 if there is none), and which it is.
    var weakStart = -1
    var weak = Operation.stop
    while offset < count {
      let step = steps[Int(code[offset])]
      let sequence = sequences[previousRole &* SequenceTable.roleCount &+ Int(step.role)]
      beforeFree = free
      free = offset
      previousRole = Int(step.role)
      if sequence == .stop || SequenceTable.isWeak(sequence) {
        if weakStart >= 0 {
          replace(weakStart, weak, second: previous)
          beforeFree = -1
          weakStart = -1
        } else if sequence != .stop {
          weakStart = previous
          weak = sequence
        }
      } else {
        let isDecrement = weakStart >= 0 && weak == .pushSwap && sequence == .swapSub
        replace(isDecrement ? weakStart : previous, isDecrement ? .pushSwapSub : sequence, second: offset)
        weakStart = -1
        previousRole = 0
        free = -1
      }
      if step.kind == .jumpDest {
        entries[run.entry] = run.summary
        run = Run(entry: offset &+ 1)
      }
      run.add(step)
      if step.kind.rawValue >= PreparationStep.Kind.endsRun.rawValue {
        entries[run.entry] = run.summary
        run = Run(entry: offset &+ 1)
        if step.kind == .undefined { operations[offset] = Operation.undefined.rawValue }
        if step.kind == .jump, previous >= 0, code[previous] == Opcode.push(2).rawValue {
          jumps.append((previous, beforePush))
        }
      }
      beforePush = beforeFree
      previous = offset
      offset &+= Int(step.size)
    }
    if weakStart >= 0 { replace(weakStart, weak, second: previous) }
    entries[run.entry] = run.summary
    replaceJumps()
  }

  /// A run while it is summed up.
  private struct Run {
    /// The entry that describes it.
    var entry: Int
    var gas: UInt64 = 0
    /// Height of the stack relative to the run's start, its greatest value, and what the run needs below.
    var height = 0
    var growth = 0
    var required = 0

    init(entry: Int) {
      self.entry = entry
    }

    @inline(__always)
    mutating func add(_ step: PreparationStep) {
      gas &+= UInt64(step.gas)
      required = max(required, Int(step.takes) &- height)
      height &+= Int(step.change)
      growth = max(growth, height)
    }

    /// A run dearer than the field can say is left to the careful loop.
    @inline(__always)
    var summary: BlockEntry {
      guard gas <= UInt64(UInt32.max) else { return .impossible }
      return BlockEntry(gas: UInt32(truncatingIfNeeded: gas), required: required, growth: growth)
    }
  }

  /// Replaces two instructions by an operation.
  @inline(__always)
  private func replace(_ first: Int, _ operation: Operation, second: Int) {
    operations[first] = operation.rawValue
    let one = code[first]
    let two = code[second]
    switch operation {
    case .dupAdd, .dupLt, .dupAnd, .dupMstore: operations[second] = one &- 0x80
    case .swapPop: operations[second] = one &- 0x8f
    case .pushDup: operations[second] = two &- 0x80
    case .dupDup: operations[second] = (one &- 0x80) | (two &- 0x80) &<< 4
    default: break
    }
  }

  /// Replaces PUSH2 and a jump to a valid destination by one operation, together with what decides about the jump.
  private func replaceJumps() {
    for (push, before) in jumps {
      let target = Int(code[push + 1]) << 8 | Int(code[push + 2])
      // The entry behind a byte exists only if the byte is an instruction.
      guard target < count, operations[target] == Opcode.jumpDest.rawValue, entries[target + 1].room != 0 else { continue }
      if code[push + 3] == Opcode.jump.rawValue {
        operations[push] = Operation.pushJump.rawValue
      } else if before >= 0, let operation = CodePreparation.decidingOperation(code[before]) {
        operations[before] = operation.rawValue
        if operation == .dupJumpIf { operations[push] = code[before] - 0x80 }
      } else {
        operations[push] = Operation.pushJumpIf.rawValue
      }
    }
  }

  /// The operation of an instruction and PUSH2 JUMPI behind it.
  private static func decidingOperation(_ byte: UInt8) -> Operation? {
    switch byte {
    case 0x10: .ltJumpIf
    case 0x11: .gtJumpIf
    case 0x14: .eqJumpIf
    case 0x15: .isZeroJumpIf
    case 0x80...0x8f: .dupJumpIf
    default: nil
    }
  }
}
