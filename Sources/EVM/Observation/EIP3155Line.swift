public import Primitives

/// Traces as lines of JSON, the format of EIP-3155 that all clients' tools understand.
public enum EIP3155Line {
  /// The line of an instruction.
  public static func step(_ log: StructLog) -> String {
    let stack = log.stack.map { "\"" + number($0) + "\"" }.joined(separator: ",")
    var line = "{\"pc\":\(log.position),\"op\":\(log.opcode.rawValue),\"gas\":\"\(number(log.gas))\","
    line += "\"gasCost\":\"\(number(log.cost))\",\"memSize\":\(log.memorySize),\"stack\":[\(stack)],"
    line += "\"depth\":\(log.depth),\"returnData\":\"0x\(Hex.encode(log.returnData))\","
    line += "\"refund\":\"\(number(UInt64(max(0, log.refund))))\",\"opName\":\"\(log.opcode)\""
    if let memory = log.memory { line += ",\"memory\":\"0x\(Hex.encode(memory))\"" }
    return line + "}"
  }

  /// The last line, of the whole execution.
  ///
  /// - Parameter stateRoot: the root of the state's trie afterwards, where the host has one.
  public static func summary(_ result: ExecutionResult, gasUsed: UInt64, stateRoot: Hash256? = nil) -> String {
    var line = "{"
    if let stateRoot { line += "\"stateRoot\":\"0x\(stateRoot.hex)\"," }
    line += "\"output\":\"0x\(Hex.encode(result.output))\",\"gasUsed\":\"\(number(gasUsed))\",\"pass\":\(result.isSuccess)"
    if case .halt(let reason) = result.outcome { line += ",\"error\":\"\(reason.message)\"" }
    return line + "}"
  }

  private static func number(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }

  /// Without leading zeros, as EIP-3155 wants it.
  private static func number(_ value: U256) -> String {
    let digits = Hex.encode(value.minimalBigEndianBytes)
    let trimmed = digits.drop { $0 == "0" }
    return "0x" + (trimmed.isEmpty ? "0" : trimmed)
  }
}
