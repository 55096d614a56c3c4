import Primitives

/// How calls and creations begin. The order in which the host is asked is go-ethereum's, and part of `Host`'s contract.
extension VirtualMachine {
  /// Begins a call. The caller has paid for it.
  func beginCall(_ request: CallRequest) throws(Interruption) -> Begun {
    state.pointee.returnSize = 0
    guard state.pointee.depth < ExecutionArena.frameLimit - 1 else {
      return refusal(.callTooDeep, gas: request.gas)
    }
    if request.kind == .call || request.kind == .callCode {
      let (caller, value) = (request.caller, request.value)
      // Asked even for a value of 0: the reference does, and the answer is needed for none.
      if !value.isZero {
        let balance = try asking { host throws(HostFault) in try host.balance(of: caller) }
        guard balance >= value else { return refusal(.insufficientBalance, gas: request.gas) }
      }
    }
    let snapshot = try asking { host throws(HostFault) in try host.snapshot() }
    let precompile = rules.rules.precompiles.index(of: request.codeAddress)
    if request.kind == .call {
      guard try enterAccount(request, isPrecompile: precompile != 0) else {
        return .finished(FrameResult(end: .success, gas: request.gas))
      }
    } else if request.kind == .staticCall, rules.rules.ignoresEmptyCallsToMissing {
      let address = request.address
      try asking { host throws(HostFault) in try host.touch(address) }
    }
    if precompile != 0 {
      return try callPrecompile(precompile, request, snapshot: snapshot)
    }
    let code = try runnableCode(of: request.codeAddress)
    if code.isEmpty { return .finished(FrameResult(end: .success, gas: request.gas)) }
    push(request, code: code, snapshot: snapshot)
    return .entered
  }

  /// Makes the called account if it is missing, and moves the value to it. Returns whether there is anything to call.
  private func enterAccount(_ request: CallRequest, isPrecompile: Bool) throws(Interruption) -> Bool {
    let (caller, address, value) = (request.caller, request.address, request.value)
    let ignoresMissing = rules.rules.ignoresEmptyCallsToMissing
    return try asking { host throws(HostFault) in
      if try !host.accountExists(address) {
        if !isPrecompile && ignoresMissing && value.isZero { return false }
        try host.createAccount(address)
      }
      try host.transfer(value, from: caller, to: address)
      return true
    }
  }

  /// The code that a call of the account runs: its own, or that which it delegates to (EIP-7702).
  private func runnableCode(of address: Address) throws(Interruption) -> Bytecode {
    let code = try asking { host throws(HostFault) in try host.code(of: address) }
    guard rules.rules.followsDelegations, let target = Delegation.target(of: code) else { return code }
    // Precompiled contracts have no code to delegate to.
    if rules.rules.precompiles.index(of: target) != 0 { return .empty }
    return try asking { host throws(HostFault) in try host.code(of: target) }
  }

  /// A call or creation that never began. Everything but an address collision keeps its gas.
  func refusal(_ reason: ExceptionalHalt, gas: Int64) -> Begun {
    .finished(FrameResult(end: .halt(reason), gas: gas))
  }

  /// Begins a creation. The creator has paid for it.
  func beginCreate(_ request: CreateRequest) throws(Interruption) -> Begun {
    state.pointee.returnSize = 0
    guard state.pointee.depth < ExecutionArena.frameLimit - 1 else {
      return refusal(.callTooDeep, gas: request.gas)
    }
    let (caller, address, value) = (request.caller, request.address, request.value)
    let balance = try asking { host throws(HostFault) in try host.balance(of: caller) }
    guard balance >= value else { return refusal(.insufficientBalance, gas: request.gas) }
    let nonce = try nonce(of: caller)
    guard nonce != .max else { return refusal(.nonceOverflow, gas: request.gas) }
    try asking { host throws(HostFault) in try host.setNonce(nonce + 1, of: caller) }
    if rules.rules.chargesColdAccess {
      _ = try asking { host throws(HostFault) in try host.warmAccount(address) }
    }
    guard try !isOccupied(address) else { return refusal(.addressCollision, gas: 0) }
    let snapshot = try asking { host throws(HostFault) in try host.snapshot() }
    let firstNonce = rules.rules.newContractNonce
    try asking { host throws(HostFault) in
      try host.createContract(address)
      if firstNonce != 0 { try host.setNonce(firstNonce, of: address) }
      try host.transfer(value, from: caller, to: address)
    }
    if request.code.isEmpty {
      // Runs for nothing and stores nothing; storing is told to the host all the same.
      try asking { host throws(HostFault) in try host.setCode([], of: address) }
      return .finished(FrameResult(end: .success, gas: request.gas))
    }
    push(request, snapshot: snapshot)
    return .entered
  }

  /// Whether a contract cannot be created at the address (EIP-684, EIP-7610).
  private func isOccupied(_ address: Address) throws(Interruption) -> Bool {
    let checksStorage = rules.rules.storageForbidsCreation
    return try asking { host throws(HostFault) in
      let hash = try host.codeHash(of: address)
      if try host.nonce(of: address) != 0 { return true }
      if hash != .zero && hash != Hash256.ofEmptyCode { return true }
      return checksStorage ? try host.hasStorage(address) : false
    }
  }

  /// Ends init code that succeeded: pays for the code and stores it (EIP-2, 170, 3541).
  func depositCode(_ code: UnsafeRawBufferPointer) throws(Interruption) -> FrameResult {
    let frame = state.pointee.frame
    let rules = rules.rules
    let gas = frame.pointee.gas
    state.pointee.returnSize = 0
    if code.count > rules.maxCodeSize { return FrameResult(end: .halt(.codeTooLarge), gas: 0) }
    if rules.rejectsCodeBeginningWithEF, code.first == 0xef { return FrameResult(end: .halt(.codeBeginsWithEF), gas: 0) }
    let cost = Int64(code.count) * GasCost.codeByte
    if cost > gas {
      let left = rules.codeDeposit == .fails ? 0 : gas
      return FrameResult(end: .halt(.codeDepositOutOfGas), gas: left)
    }
    let (address, bytes) = (frame.pointee.address, [UInt8](code))
    try asking { host throws(HostFault) in try host.setCode(bytes, of: address) }
    if state.pointee.depth == 0, let start = code.baseAddress { state.pointee.setReturnData(start, code.count) }
    return FrameResult(end: .success, gas: gas - cost)
  }
}

extension Hash256 {
  /// The Keccak-256 of no bytes.
  static let ofEmptyCode = Bytecode.empty.hash
}
