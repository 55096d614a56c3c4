public import Primitives

/// One executed instruction, as a structured log entry.
public struct StructLog: Sendable, Hashable {
  /// The position in the code.
  public var position: Int
  /// The instruction.
  public var opcode: Opcode
  /// Gas left before it.
  public var gas: UInt64
  /// What it cost, gas handed on to a call included.
  public var cost: UInt64
  /// 1 for the outermost frame.
  public var depth: Int
  /// The refund counter.
  public var refund: Int64
  /// The stack before it, the deepest word first.
  public var stack: [U256]
  /// The size of the memory before it.
  public var memorySize: Int
  /// The memory before it, if the tracer was asked for it.
  public var memory: [UInt8]?
  /// What the last call returned.
  public var returnData: [UInt8]
}

/// Collects what was executed, or hands it on entry by entry.
public final class StructLogTracer: ExecutionObserver {
  private let includesMemory: Bool
  private let sink: (StructLog) -> Void
  private var pending: StructLog?

  /// A tracer that gives each entry to `sink` as soon as its cost is known.
  ///
  /// - Parameter includesMemory: whether entries carry the whole memory, which makes long traces huge.
  public init(includesMemory: Bool = false, sink: @escaping (StructLog) -> Void) {
    self.includesMemory = includesMemory
    self.sink = sink
  }

  public func stepBegan(_ step: ExecutionStep) {
    pending = StructLog(
      position: step.position, opcode: step.opcode, gas: step.gas, cost: 0, depth: step.depth, refund: step.refund,
      stack: [U256](step.stack), memorySize: step.memory.count, memory: includesMemory ? [UInt8](step.memory) : nil,
      returnData: [UInt8](step.returnData))
  }

  public func stepEnded(cost: UInt64) {
    guard var entry = pending else { return }
    pending = nil
    entry.cost = cost
    sink(entry)
  }
}
