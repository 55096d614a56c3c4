import Primitives

/// Frames: where they begin, where they end, and what passes between them.
extension VirtualMachine {
  /// Puts a frame for a call on top.
  func push(_ request: CallRequest, code: Bytecode, snapshot: Int) {
    let frame = pushFrame(code)
    frame.pointee.kind = .call
    frame.pointee.gas = request.gas
    frame.pointee.input = request.input
    frame.pointee.inputSize = request.inputSize
    frame.pointee.address = request.address
    frame.pointee.caller = request.caller
    frame.pointee.value = request.value
    frame.pointee.isStatic = request.isStatic
    frame.pointee.snapshot = snapshot
    frame.pointee.returnOffset = request.returnOffset
    frame.pointee.returnSize = request.returnSize
  }

  /// Puts a frame for init code on top.
  func push(_ request: CreateRequest, snapshot: Int) {
    let frame = pushFrame(request.code)
    frame.pointee.kind = request.kind
    frame.pointee.gas = request.gas
    frame.pointee.input = UnsafeRawPointer(request.code.base)
    frame.pointee.inputSize = 0
    frame.pointee.address = request.address
    frame.pointee.caller = request.caller
    frame.pointee.value = request.value
    frame.pointee.isStatic = false
    frame.pointee.snapshot = snapshot
    frame.pointee.returnOffset = 0
    frame.pointee.returnSize = 0
  }

  /// Puts a frame for some code on top and sets everything but the message. The depth was checked.
  @inline(__always)
  private func pushFrame(_ code: Bytecode) -> UnsafeMutablePointer<Frame> {
    let above = state.pointee.frame
    let isOutermost = state.pointee.depth < 0
    let frame = isOutermost ? arena.frames : above + 1
    let stackBase = isOutermost ? arena.stack : above.pointee.top
    let memory = isOutermost ? arena.memory : above.pointee.memory + Int(above.pointee.memorySize)
    frame.pointee.position = 0
    frame.pointee.stackBase = stackBase
    frame.pointee.top = stackBase
    frame.pointee.memory = memory
    frame.pointee.memorySize = 0
    frame.pointee.wordLimit = 0
    frame.pointee.code = code.base
    frame.pointee.codeSize = code.count
    frame.pointee.codeObject = Unmanaged.passRetained(code)
    let isPrepared = code.count <= PreparedCode.sizeLimit
    if isPrepared {
      let prepared = code.prepared(for: rules)
      frame.pointee.operations = prepared.pointee.operations
      frame.pointee.entries = prepared.pointee.entries
    } else {
      frame.pointee.operations = nil
      frame.pointee.entries = nil
    }
    state.pointee.isCareful = !isPrepared
    frame.pointee.refundAtStart = state.pointee.refund
    state.pointee.frame = frame
    state.pointee.depth &+= 1
    state.pointee.returnSize = 0
    return frame
  }

  /// Takes the top frame off. Returns its result and leaves its output in the return buffer.
  ///
  /// - Parameter output: what RETURN or REVERT gave, in the frame's memory.
  func popFrame(_ end: FrameEnd, output: UnsafeRawBufferPointer) throws(Interruption) -> FrameResult {
    let frame = state.pointee.frame
    var result = FrameResult(end: end, gas: frame.pointee.gas)
    if case .success = end, frame.pointee.kind != .call {
      result = try depositCode(output)
    } else if case .halt = end {
      result.gas = 0
      state.pointee.returnSize = 0
    } else {
      state.pointee.setReturnData(output.baseAddress ?? UnsafeRawPointer(frame.pointee.memory), output.count)
    }
    if case .success = result.end {
    } else if case .halt(.codeDepositOutOfGas) = result.end, rules.rules.codeDeposit == .keepsAccountWithoutCode {
    } else {
      try undo(frame)
    }
    frame.pointee.codeObject.release()
    state.pointee.frame = frame - 1
    state.pointee.depth &-= 1
    return result
  }

  /// Undoes what a failed frame did.
  private func undo(_ frame: UnsafeMutablePointer<Frame>) throws(Interruption) {
    if !rules.rules.keepsRefundsOfFailedFrames { state.pointee.refund = frame.pointee.refundAtStart }
    let snapshot = frame.pointee.snapshot
    try asking { host throws(HostFault) in try host.revert(to: snapshot) }
  }

  /// Gives the result of a call to the frame that made it, which is on top again: status, gas, output.
  func deliverCall(_ result: FrameResult, returnOffset: Int, returnSize: Int) {
    let frame = state.pointee.frame
    frame.pointee.gas &+= result.gas
    frame.pointee.top += 1
    if case .success = result.end {
      frame.pointee.top.pointee = .one
    } else {
      frame.pointee.top.pointee = .zero
    }
    let count = min(returnSize, state.pointee.returnSize)
    if count > 0 {
      (frame.pointee.memory + returnOffset).copyMemory(from: state.pointee.returnData, byteCount: count)
    }
  }

  /// Gives the result of a creation to the frame that made it, which is on top again: address or 0, and gas. Only a
  /// reverted creation has return data (EIP-211).
  func deliverCreation(_ result: FrameResult, kind: Frame.Kind, address: Address) {
    let frame = state.pointee.frame
    frame.pointee.gas &+= result.gas
    frame.pointee.top += 1
    frame.pointee.top.pointee = .zero
    switch result.end {
    case .success:
      frame.pointee.top.pointee = U256(address.hash)
      state.pointee.returnSize = 0
    case .revert:
      break
    case .halt(let reason):
      state.pointee.returnSize = 0
      if reason == .codeDepositOutOfGas, kind == .create, rules.rules.codeDeposit == .keepsAccountWithoutCode {
        frame.pointee.top.pointee = U256(address.hash)
      }
    }
  }

  /// Releases what frames still hold after a fault or an abort.
  func releaseFrames() {
    while state.pointee.depth >= 0 {
      state.pointee.frame.pointee.codeObject.release()
      state.pointee.frame -= 1
      state.pointee.depth &-= 1
    }
  }
}
