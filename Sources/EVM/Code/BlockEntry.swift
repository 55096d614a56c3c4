/// What a straight run of instructions needs, so that it can be admitted as a whole: its static gas, how high the stack
/// must be before it, and how high it may be.
///
/// Eight bytes, loaded at once. Prepared code has one for each place where a run begins, the opcode table one for each
/// instruction.
struct BlockEntry: Sendable {
  /// The sum of the static prices.
  var gas: UInt32
  /// The least height of the stack.
  var required: UInt16
  /// One more than how far above `required` the stack may be, so that it cannot overflow. 0 where no run begins.
  var room: UInt16

  /// Where no run begins: admits nothing.
  static var none: BlockEntry { BlockEntry(gas: 0, required: 0, room: 0) }
  /// A run that cannot succeed whatever the stack is, or an undefined instruction: admits nothing.
  static var impossible: BlockEntry { BlockEntry(gas: 0, required: .max, room: 1) }
  /// A run without instructions.
  static var empty: BlockEntry { BlockEntry(gas: 0, required: 0, room: UInt16(stackLimit) + 1) }
  /// The greatest height of the stack.
  static var stackLimit: Int { 1024 }

  /// A run that needs `required` words and makes the stack at most `growth` words higher than it was.
  init(gas: UInt32, required: Int, growth: Int) {
    let room = BlockEntry.stackLimit &- max(0, growth) &- required
    guard room >= 0 else {
      self = .impossible
      return
    }
    // Both are between 0 and 1,025.
    self.init(gas: gas, required: UInt16(truncatingIfNeeded: required), room: UInt16(truncatingIfNeeded: room &+ 1))
  }

  init(gas: UInt32, required: UInt16, room: UInt16) {
    self.gas = gas
    self.required = required
    self.room = room
  }

  /// Whether a stack of `height` words is high enough and not too high.
  @inline(__always)
  func admits(height: Int) -> Bool {
    UInt(bitPattern: height &- Int(required)) < UInt(room)
  }
}
