import Primitives

/// Questions about accounts and blocks, and SELFDESTRUCT.
extension VirtualMachine {
  /// The address in the top word.
  @inline(__always)
  func address(_ sp: StackPointer) -> Address {
    Address(Hash160(truncating: sp.pointee))
  }

  /// Pays what the first use of an account costs beyond the static price (EIP-2929). Returns the gas left.
  @inline(__always)
  func payAccountAccess(_ address: Address, _ gas: Int64) throws(Interruption) -> Int64 {
    guard rules.rules.chargesColdAccess else { return gas }
    let wasCold = try asking { host throws(HostFault) in try host.warmAccount(address) }
    if !wasCold { return gas }
    let rest = gas - (GasCost.coldAccount - GasCost.warmAccess)
    if rest < 0 { throw .halt(.outOfGas) }
    return rest
  }

  /// BALANCE.
  @inline(never)
  func loadBalance(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let address = address(sp)
    let rest = try payAccountAccess(address, gas)
    sp.pointee = try asking { host throws(HostFault) in try host.balance(of: address) }
    return rest
  }

  /// SELFBALANCE (EIP-1884).
  @inline(never)
  func loadSelfBalance(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer) throws(Interruption) {
    let address = frame.pointee.address
    sp.pointee = try asking { host throws(HostFault) in try host.balance(of: address) }
  }

  /// EXTCODESIZE.
  @inline(never)
  func loadCodeSize(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let address = address(sp)
    let rest = try payAccountAccess(address, gas)
    let size = try asking { host throws(HostFault) in try host.codeSize(of: address) }
    sp.pointee = U256(UInt64(size))
    return rest
  }

  /// EXTCODEHASH (EIP-1052).
  @inline(never)
  func loadCodeHash(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let address = address(sp)
    let rest = try payAccountAccess(address, gas)
    sp.pointee = U256(try asking { host throws(HostFault) in try host.codeHash(of: address) })
    return rest
  }

  /// BLOCKHASH: zero but for the 256 blocks before the current one.
  @inline(never)
  func loadBlockHash(_ sp: StackPointer) throws(Interruption) {
    let number = sp.pointee
    sp.pointee = .zero
    guard number.fitsUInt64, number.w0 < block.number, block.number - number.w0 <= 256 else { return }
    sp.pointee = U256(try asking { host throws(HostFault) in try host.blockHash(number.w0) })
  }

  /// SELFDESTRUCT.
  @inline(never)
  func selfDestruct(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    try forbidInStaticCall(frame)
    let (address, beneficiary) = (frame.pointee.address, address(sp))
    var cost: Int64 = 0
    if rules.rules.chargesColdAccess, try asking({ host throws(HostFault) in try host.warmAccount(beneficiary) }) {
      cost += GasCost.coldAccount
    }
    if try paysForBeneficiary(beneficiary, of: address) { cost += GasCost.newAccount }
    // Counted before the price is paid, which shows where refunds outlive failures.
    let refund = Int64(rules.rules.selfDestructRefund)
    if refund != 0, try !asking({ host throws(HostFault) in try host.hasSelfDestructed(address) }) {
      state.pointee.refund += refund
    }
    if cost > gas { throw .halt(.outOfGas) }
    let onlyIfNew = rules.rules.selfDestructsOnlyNewAccounts
    try asking { host throws(HostFault) in
      try host.selfDestruct(address, beneficiary: beneficiary, onlyIfNew: onlyIfNew)
    }
    return gas - cost
  }

  /// Whether SELFDESTRUCT makes the beneficiary's account and pays for it.
  private func paysForBeneficiary(_ beneficiary: Address, of address: Address) throws(Interruption) -> Bool {
    let charge = rules.rules.selfDestructCharge
    return try asking { host throws(HostFault) in
      switch charge {
      case .never: false
      case .whenMissing: try !host.accountExists(beneficiary)
      case .whenEmptyAndPaid: try host.accountIsEmpty(beneficiary) ? !host.balance(of: address).isZero : false
      }
    }
  }
}
