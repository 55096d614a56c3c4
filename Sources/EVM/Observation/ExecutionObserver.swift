public import Primitives

/// Is told what the machine does, instruction by instruction: tracers, profilers, debuggers.
///
/// Observation is a separate specialisation of the interpreter; without an observer it costs nothing.
public protocol ExecutionObserver: AnyObject {
  /// An instruction is about to be executed. Its cost follows in `stepEnded`.
  func stepBegan(_ step: ExecutionStep)
  /// The instruction announced last was paid: `cost` includes memory, cold accesses, and gas handed on to a call.
  ///
  /// Called when the next instruction begins, in this frame or in a new one, or before `frameEnded`.
  func stepEnded(cost: UInt64)
  /// A frame that executed instructions has ended. `depth` is 1 for the outermost.
  func frameEnded(_ outcome: ExecutionOutcome, gasLeft: UInt64, output: [UInt8], depth: Int)
}

extension ExecutionObserver {
  public func stepEnded(cost: UInt64) {}
  public func frameEnded(_ outcome: ExecutionOutcome, gasLeft: UInt64, output: [UInt8], depth: Int) {}
}

/// The machine before one instruction. Valid only during `stepBegan`; copy what is needed.
public struct ExecutionStep {
  /// The position in the code.
  public let position: Int
  /// The instruction.
  public let opcode: Opcode
  /// Gas left, before the instruction is paid.
  public let gas: UInt64
  /// 1 for the outermost frame.
  public let depth: Int
  /// The refund counter.
  public let refund: Int64
  /// Whose storage it is.
  public let address: Address
  /// The words of the stack, the deepest first.
  public let stack: UnsafeBufferPointer<U256>
  /// The memory.
  public let memory: UnsafeRawBufferPointer
  /// What the last call returned.
  public let returnData: UnsafeRawBufferPointer
}
