import Primitives

/// What surrounds the loops: choosing between them, ending frames, finding destinations and reasons.
extension VirtualMachine {
  /// Runs until the outermost frame has ended.
  func run() throws(Interruption) -> FrameResult {
    while true {
      let hasEnded = observation != nil || state.pointee.isCareful ? try runCareful() : try runFast()
      if hasEnded { return state.pointee.result }
    }
  }

  /// The fast loop will not execute the run at `position`: hands it to the careful loop, which finds the reason.
  @inline(never)
  func refuseRun(at position: Int, top: StackPointer, gas: Int64) throws(Interruption) {
    let frame = state.pointee.frame
    if frame.pointee.entries.unsafelyUnwrapped[position].room == 0 { throw .halt(.invalidJump) }
    // The entry behind a JUMPDEST includes its price, so it is executed again.
    let isBehindJumpDest = position > 0 && frame.pointee.code[position - 1] == Opcode.jumpDest.rawValue
    frame.pointee.save(position: isBehindJumpDest ? position - 1 : position, top: top, gas: gas)
    state.pointee.isCareful = true
  }

  /// Where a jump goes. In prepared code that is behind the JUMPDEST, whose price is in the run's entry; that the byte is
  /// an instruction is checked there too, because the operand of a PUSH has no entry.
  @inline(__always)
  func destination(
    _ target: U256, _ base: UnsafePointer<UInt8>, _ frame: UnsafeMutablePointer<Frame>, isCareful: Bool
  ) throws(Interruption) -> UnsafePointer<UInt8> {
    guard target.fitsUInt64, target.w0 < UInt64(frame.pointee.codeSize) else { throw .halt(.invalidJump) }
    let offset = Int(truncatingIfNeeded: target.w0)
    if isCareful {
      let isValid = frame.pointee.codeObject._withUnsafeGuaranteedRef { $0.isJumpDestination(offset) }
      guard isValid else { throw .halt(.invalidJump) }
      return base + offset
    }
    guard base[offset] == Opcode.jumpDest.rawValue else { throw .halt(.invalidJump) }
    return base + offset + 1
  }

  /// Why the careful loop refuses an instruction.
  @inline(never)
  func diagnose(_ opcode: Opcode, height: Int) -> ExceptionalHalt {
    let entry = rules.entries[Int(opcode.rawValue)]
    if !entry.isDefined { return .undefinedInstruction }
    if height < Int(entry.takes) { return .stackUnderflow }
    if height + Int(entry.change) > BlockEntry.stackLimit { return .stackOverflow }
    if rules.rules.protectsStaticCalls, state.pointee.frame.pointee.isStatic, VirtualMachine.writes(opcode) {
      return .staticViolation
    }
    return .outOfGas
  }

  private static func writes(_ opcode: Opcode) -> Bool {
    switch opcode.rawValue {
    case Opcode.sstore.rawValue, Opcode.tstore.rawValue, Opcode.create.rawValue, Opcode.create2.rawValue,
      Opcode.selfDestruct.rawValue, 0xa0...0xa4:
      true
    default: false
    }
  }

  /// Ends the running frame and gives its result to the frame below. Returns whether it was the outermost.
  @inline(never)
  func endFrame(_ end: FrameEnd, gas: Int64, output: UnsafeRawBufferPointer) throws(Interruption) -> Bool {
    let frame = state.pointee.frame
    frame.pointee.gas = gas
    observation?.frameEnding(gas: gas)
    let result = try popFrame(end, output: output)
    observation?.frameEnded(result, depth: state.pointee.depth + 1, output: returnData)
    if state.pointee.depth < 0 {
      state.pointee.result = result
      return true
    }
    // The frame's place in the arena still holds what it was asked for.
    switch frame.pointee.kind {
    case .call:
      deliverCall(result, returnOffset: frame.pointee.returnOffset, returnSize: frame.pointee.returnSize)
    case .create, .create2:
      deliverCreation(result, kind: frame.pointee.kind, address: frame.pointee.address)
    }
    state.pointee.isCareful = state.pointee.frame.pointee.operations == nil
    return false
  }

  /// Ends the running frame, or all, after an instruction could not go on. Returns whether the outermost has ended.
  @inline(never)
  func endFrame(afterInterruption interruption: Interruption) throws(Interruption) -> Bool {
    switch interruption {
    case .halt(let reason):
      return try endFrame(.halt(reason), gas: 0, output: .empty)
    case .abort(let reason):
      while try !endFrame(.halt(reason), gas: 0, output: .empty) {}
      return true
    case .hostFault:
      throw .hostFault
    }
  }

  /// What the last call returned.
  var returnData: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: state.pointee.returnData, count: state.pointee.returnSize)
  }
}

extension Frame {
  /// Saves the registers while another frame runs.
  @inline(__always)
  mutating func save(position: Int, top: StackPointer, gas: Int64) {
    self.position = position
    self.top = top
    self.gas = gas
  }
}
