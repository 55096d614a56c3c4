import Primitives

/// CALL, CALLCODE, DELEGATECALL and STATICCALL: what they cost and what they ask for.
extension VirtualMachine {
  /// The operands of a call instruction, taken from the stack.
  private struct Operands {
    var gas: U256
    var target: Address
    var value: U256
    var inputOffset: U256
    var inputSize: U256
    var outputOffset: U256
    var outputSize: U256
  }

  /// Executes a call instruction of the running frame, whose registers are saved. A new frame may be on top afterwards.
  @inline(never)
  func call(_ kind: CallRequest.Kind) throws(Interruption) {
    let frame = state.pointee.frame
    let operands = takeOperands(frame, kind)
    let sendsValue = !operands.value.isZero
    if kind == .call && sendsValue { try forbidInStaticCall(frame) }
    let available = try payForCall(frame, kind, operands)
    let handedOn = try gasHandedOn(requested: operands.gas, available: available)
    frame.pointee.gas = available - handedOn
    let keepsMessage = kind == .delegateCall
    let request = CallRequest(
      kind: kind, gas: handedOn + (sendsValue ? GasCost.callStipend : 0),
      caller: keepsMessage ? frame.pointee.caller : frame.pointee.address,
      address: kind == .call || kind == .staticCall ? operands.target : frame.pointee.address,
      codeAddress: operands.target,
      value: keepsMessage ? frame.pointee.value : operands.value,
      input: frame.pointee.memory + Int(truncatingIfNeeded: operands.inputOffset.w0),
      inputSize: Int(truncatingIfNeeded: operands.inputSize.w0),
      isStatic: frame.pointee.isStatic || kind == .staticCall,
      returnOffset: Int(truncatingIfNeeded: operands.outputOffset.w0),
      returnSize: Int(truncatingIfNeeded: operands.outputSize.w0))
    observation?.callPaid(left: frame.pointee.gas)
    if case .finished(let result) = try beginCall(request) {
      deliverCall(result, returnOffset: request.returnOffset, returnSize: request.returnSize)
    }
  }

  @inline(__always)
  private func takeOperands(_ frame: UnsafeMutablePointer<Frame>, _ kind: CallRequest.Kind) -> Operands {
    let sp = frame.pointee.top
    let hasValue = kind == .call || kind == .callCode
    let rest = hasValue ? sp - 3 : sp - 2
    frame.pointee.top = rest - 4
    return Operands(
      gas: sp.pointee, target: Address(Hash160(truncating: sp[-1])), value: hasValue ? sp[-2] : .zero,
      inputOffset: rest.pointee, inputSize: rest[-1], outputOffset: rest[-2], outputSize: rest[-3])
  }

  /// Pays everything but the gas handed on. Returns the gas left.
  @inline(__always)
  private func payForCall(
    _ frame: UnsafeMutablePointer<Frame>, _ kind: CallRequest.Kind, _ operands: Operands
  ) throws(Interruption) -> Int64 {
    var gas = try growRegion(frame, operands.inputOffset, operands.inputSize, frame.pointee.gas)
    gas = try growRegion(frame, operands.outputOffset, operands.outputSize, gas)
    gas = try payAccountAccess(operands.target, gas)
    if rules.rules.followsDelegations { gas = try payDelegation(operands.target, gas) }
    let sendsValue = !operands.value.isZero
    if sendsValue { gas -= GasCost.callValue }
    if kind == .call, try paysForNewAccount(operands.target, sendsValue: sendsValue) { gas -= GasCost.newAccount }
    if gas < 0 { throw .halt(.outOfGas) }
    return gas
  }

  private func paysForNewAccount(_ target: Address, sendsValue: Bool) throws(Interruption) -> Bool {
    switch rules.rules.newAccountCharge {
    case .whenMissing:
      return try asking { host throws(HostFault) in try !host.accountExists(target) }
    case .whenEmptyAndPaid:
      guard sendsValue else { return false }
      return try asking { host throws(HostFault) in try host.accountIsEmpty(target) }
    }
  }

  /// Pays for the account that the target delegates to, if it does (EIP-7702).
  private func payDelegation(_ target: Address, _ gas: Int64) throws(Interruption) -> Int64 {
    let code = try asking { host throws(HostFault) in try host.code(of: target) }
    guard let delegate = Delegation.target(of: code) else { return gas }
    let wasCold = try asking { host throws(HostFault) in try host.warmAccount(delegate) }
    return gas - (wasCold ? GasCost.coldAccount : GasCost.warmAccess)
  }

  /// How much gas a call hands on: what is asked for, at most 63/64 of what is left (EIP-150); before, asking for more
  /// than is left halted.
  @inline(__always)
  private func gasHandedOn(requested: U256, available: Int64) throws(Interruption) -> Int64 {
    let wanted = requested.fitsUInt64 ? Int64(clamping: requested.w0) : .max
    if rules.rules.callsKeepOneSixtyFourth { return min(wanted, available - available / 64) }
    if wanted > available { throw .halt(.outOfGas) }
    return wanted
  }
}
