import Primitives

/// CREATE and CREATE2: what they cost and what they ask for.
extension VirtualMachine {
  /// Executes a creating instruction of the running frame, whose registers are saved. A new frame may be on top afterwards.
  @inline(never)
  func create(_ kind: Frame.Kind) throws(Interruption) {
    let frame = state.pointee.frame
    try forbidInStaticCall(frame)
    let sp = frame.pointee.top
    let (value, offset, size) = (sp.pointee, sp[-1], sp[-2])
    let salt = kind == .create2 ? sp[-3] : .zero
    frame.pointee.top = sp - (kind == .create2 ? 4 : 3)
    let available = try payForCreation(frame, kind, offset, size)
    let keeps = kind == .create2 ? rules.rules.create2KeepsOneSixtyFourth : rules.rules.createKeepsOneSixtyFourth
    let handedOn = keeps ? available - available / 64 : available
    frame.pointee.gas = available - handedOn
    observation?.callPaid(left: frame.pointee.gas)

    let initCode = region(frame, offset, size)
    let creator = frame.pointee.address
    let address: Address
    if kind == .create2 {
      address = CreatedAddress.create2(creator, salt: salt, code: initCode)
    } else {
      address = CreatedAddress.create(creator, nonce: try nonce(of: creator))
    }
    let request = CreateRequest(
      kind: kind, gas: handedOn, caller: creator, address: address, value: value, code: Bytecode(copying: initCode))
    if case .finished(let result) = try beginCreate(request) {
      deliverCreation(result, kind: kind, address: address)
    }
  }

  /// Pays for the memory, the init code (EIP-3860) and hashing it (EIP-1014). Returns the gas left.
  private func payForCreation(
    _ frame: UnsafeMutablePointer<Frame>, _ kind: Frame.Kind, _ offset: U256, _ size: U256
  ) throws(Interruption) -> Int64 {
    let rules = rules.rules
    guard size.fitsUInt64, size.w0 <= UInt64(rules.maxInitCodeSize) else { throw .halt(.initCodeTooLarge) }
    let grown = try growRegion(frame, offset, size, frame.pointee.gas)
    let wordGas = rules.initCodeWordGas + (kind == .create2 ? rules.create2HashWordGas : 0)
    let rest = grown - Int64(wordGas) * Int64((size.w0 + 31) / 32)
    if rest < 0 { throw .halt(.outOfGas) }
    return rest
  }
}
