import Primitives

/// An observer and limits, and what they need between two instructions. Owned by one machine.
final class Observation {
  private let observer: (any ExecutionObserver)?
  private let cancellation: CancellationFlag?
  private var stepsLeft: UInt64
  /// The gas before the instruction that was announced and whose cost was not yet told.
  private var pendingGas: Int64?

  init(observer: (any ExecutionObserver)?, limits: ExecutionLimits) {
    self.observer = observer
    cancellation = limits.cancellation
    stepsLeft = limits.steps ?? .max
  }

  /// Called before each instruction.
  func step(_ state: borrowing MachineState, at position: Int, top: StackPointer, gas: Int64) throws(Interruption) {
    settle(gas)
    if stepsLeft == 0 { throw .abort(.stepLimit) }
    stepsLeft -= 1
    // Looking at an atomic flag is cheap, but not free.
    if stepsLeft & 0xff == 0, let cancellation, cancellation.isCancelled { throw .abort(.cancelled) }
    guard let observer else { return }
    let frame = state.frame
    let step = ExecutionStep(
      position: position, opcode: Opcode(frame.pointee.code[position]), gas: UInt64(max(0, gas)), depth: state.depth + 1,
      refund: state.refund, address: frame.pointee.address,
      stack: UnsafeBufferPointer(start: frame.pointee.stackBase + 1, count: top - frame.pointee.stackBase),
      memory: UnsafeRawBufferPointer(start: frame.pointee.memory, count: Int(frame.pointee.memorySize)),
      returnData: UnsafeRawBufferPointer(start: state.returnData, count: state.returnSize))
    pendingGas = gas
    observer.stepBegan(step)
  }

  /// A call or creation was paid, including what it hands on; what comes back later is no part of its cost.
  func callPaid(left gas: Int64) {
    settle(gas)
  }

  /// A frame is about to end with `gas` left.
  func frameEnding(gas: Int64) {
    settle(gas)
  }

  /// A frame has ended.
  func frameEnded(_ result: FrameResult, depth: Int, output: UnsafeRawBufferPointer) {
    guard let observer else { return }
    observer.frameEnded(result.outcome, gasLeft: UInt64(result.gas), output: [UInt8](output), depth: depth)
  }

  private func settle(_ gas: Int64) {
    guard let before = pendingGas else { return }
    pendingGas = nil
    observer?.stepEnded(cost: UInt64(max(0, before - gas)))
  }
}

extension FrameResult {
  /// The end as the public interface names it.
  var outcome: ExecutionOutcome {
    switch end {
    case .success: .success
    case .revert: .revert
    case .halt(let reason): .halt(reason)
    }
  }
}

extension VirtualMachine {
  /// Tells the observation of an instruction; throws where a limit is reached.
  @inline(never)
  func observe(at position: Int, top: StackPointer, gas: Int64) throws(Interruption) {
    try observation?.step(state.pointee, at: position, top: top, gas: gas)
  }
}
