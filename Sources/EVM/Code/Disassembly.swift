/// Code as a list of instructions.
public struct Disassembly: Sendable {
  /// One instruction and its operand.
  public struct Line: Sendable, Hashable {
    /// The position in the code.
    public var position: Int
    /// The instruction.
    public var opcode: Opcode
    /// The operand of a PUSH; shorter than it should be at the end of the code.
    public var operand: [UInt8]
  }

  /// The instructions in order.
  public let lines: [Line]

  /// Takes code apart.
  public init(_ code: [UInt8]) {
    var lines: [Line] = []
    var position = 0
    while position < code.count {
      let opcode = Opcode(code[position])
      let end = min(code.count, position + 1 + opcode.immediateSize)
      lines.append(Line(position: position, opcode: opcode, operand: [UInt8](code[(position + 1)..<end])))
      position = end
    }
    self.lines = lines
  }
}
