/// Which instructions exist, what they cost before any dynamic part, and what they take from and leave on the stack.
///
/// A value: forks are made by copying the fork before and changing entries. Custom combinations are welcome.
public struct OpcodeTable: Sendable, Hashable {
  /// One instruction.
  public struct Entry: Sendable, Hashable {
    /// The part of the price that does not depend on operands or state.
    public var gas: UInt16
    /// Words that the instruction needs on the stack; for DUP and SWAP also those it only looks at.
    public var takes: UInt8
    /// How the stack's height changes.
    public var change: Int8
    /// Whether the instruction exists.
    public var isDefined: Bool

    /// A defined instruction that takes some words and leaves others.
    public init(gas: UInt16, takes: UInt8, gives: UInt8) {
      self.gas = gas
      self.takes = takes
      self.change = Int8(truncatingIfNeeded: Int(gives) - Int(takes))
      self.isDefined = true
    }

    /// An instruction that does not exist.
    public static let undefined: Entry = {
      var entry = Entry(gas: 0, takes: 0, gives: 0)
      entry.isDefined = false
      return entry
    }()
  }

  private var entries: [Entry]

  /// A table without any instruction.
  public init() {
    entries = Array(repeating: .undefined, count: 256)
  }

  /// The entry of an instruction.
  public subscript(opcode: Opcode) -> Entry {
    get { entries[Int(opcode.rawValue)] }
    set { entries[Int(opcode.rawValue)] = newValue }
  }

  /// Adds instructions of equal price and shape.
  public mutating func define(_ opcodes: Opcode..., gas: UInt16, takes: UInt8, gives: UInt8) {
    for opcode in opcodes { self[opcode] = Entry(gas: gas, takes: takes, gives: gives) }
  }

  /// Changes the price of instructions.
  public mutating func reprice(_ opcodes: Opcode..., gas: UInt16) {
    for opcode in opcodes { self[opcode].gas = gas }
  }

  /// Removes instructions.
  public mutating func remove(_ opcodes: Opcode...) {
    for opcode in opcodes { self[opcode] = .undefined }
  }
}
