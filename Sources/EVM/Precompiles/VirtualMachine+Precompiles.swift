import Primitives

/// Calls of precompiled contracts.
extension VirtualMachine {
  /// Runs a precompiled contract; its output becomes the return data. A failure takes all gas.
  func callPrecompile(_ number: Int, _ request: CallRequest, snapshot: Int) throws(Interruption) -> Begun {
    let input = UnsafeRawBufferPointer(start: request.input, count: request.inputSize)
    let price = Precompile.gas(number, input, rules.rules.precompilePrices)
    guard price <= UInt64(request.gas) else {
      return try failPrecompile(.outOfGas, snapshot)
    }
    let rest = request.gas - Int64(price)
    if number == 4 {
      state.pointee.setReturnData(request.input, request.inputSize)
      return .finished(FrameResult(end: .success, gas: rest))
    }
    guard let output = Precompile.output(number, input) else {
      return try failPrecompile(.precompileFailed, snapshot)
    }
    state.pointee.reserveReturnData(output.count)
    output.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { state.pointee.setReturnData(start, bytes.count) }
    }
    return .finished(FrameResult(end: .success, gas: rest))
  }

  private func failPrecompile(_ reason: ExceptionalHalt, _ snapshot: Int) throws(Interruption) -> Begun {
    try asking { host throws(HostFault) in try host.revert(to: snapshot) }
    return refusal(reason, gas: 0)
  }
}
