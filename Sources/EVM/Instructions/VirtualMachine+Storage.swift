import Primitives

/// Storage, transient storage and their prices.
extension VirtualMachine {
  /// SLOAD.
  @inline(never)
  func loadSlot(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let address = frame.pointee.address
    let key = sp.pointee
    guard rules.rules.chargesColdAccess else {
      sp.pointee = try asking { host throws(HostFault) in try host.storage(key, of: address) }
      return gas
    }
    let (value, wasCold) = try asking { host throws(HostFault) in try host.warmStorage(key, of: address) }
    sp.pointee = value
    if !wasCold { return gas }
    let rest = gas - (GasCost.coldSlot - GasCost.warmAccess)
    if rest < 0 { throw .halt(.outOfGas) }
    return rest
  }

  /// SSTORE.
  @inline(never)
  func storeSlot(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    try forbidInStaticCall(frame)
    switch rules.rules.storage {
    case .simple: return try storeSimple(frame, sp, gas)
    case .net1283: return try storeNet(frame, sp, gas, .net1283)
    case .net2200, .net3529:
      // A call with the stipend alone must not write (EIP-2200).
      if gas <= GasCost.callStipend { throw .halt(.outOfGas) }
      return try storeNet(frame, sp, gas, NetPrices(rules.rules))
    }
  }

  /// SSTORE as before EIP-1283. The refund is counted before the price is paid, which shows where refunds outlive failures.
  private func storeSimple(
    _ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64
  ) throws(Interruption) -> Int64 {
    let (address, key, value) = (frame.pointee.address, sp.pointee, sp[-1])
    let current = try asking { host throws(HostFault) in try host.storage(key, of: address) }
    var cost: Int64 = 5_000
    if current.isZero && !value.isZero {
      cost = 20_000
    } else if !current.isZero && value.isZero {
      state.pointee.refund += 15_000
    }
    let rest = gas - cost
    if rest < 0 { throw .halt(.outOfGas) }
    try asking { host throws(HostFault) in try host.setStorage(key, of: address, to: value) }
    return rest
  }

  /// SSTORE with net metering (EIP-1283, EIP-2200, EIP-2929, EIP-3529).
  private func storeNet(
    _ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64, _ prices: NetPrices
  ) throws(Interruption) -> Int64 {
    let (address, key, value) = (frame.pointee.address, sp.pointee, sp[-1])
    let warming = rules.rules.chargesColdAccess
    let slot = try asking { host throws(HostFault) in try host.slot(key, of: address, warming: warming) }
    var cost = slot.wasCold ? GasCost.coldSlot : 0
    if slot.current == value {
      cost += prices.noChange
    } else if slot.current == slot.original {
      cost += slot.original.isZero ? prices.set : prices.reset
    } else {
      cost += prices.noChange
    }
    let rest = gas - cost
    if rest < 0 { throw .halt(.outOfGas) }
    if slot.current == value { return rest }
    state.pointee.refund += prices.refund(slot, value)
    try asking { host throws(HostFault) in try host.setStorage(key, of: address, to: value) }
    return rest
  }

  /// TLOAD (EIP-1153).
  @inline(never)
  func loadTransient(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    let (address, key) = (frame.pointee.address, sp.pointee)
    sp.pointee = try asking { host throws(HostFault) in try host.transientStorage(key, of: address) }
    return gas
  }

  /// TSTORE (EIP-1153).
  @inline(never)
  func storeTransient(_ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64) throws(Interruption) -> Int64 {
    try forbidInStaticCall(frame)
    let (address, key, value) = (frame.pointee.address, sp.pointee, sp[-1])
    try asking { host throws(HostFault) in try host.setTransientStorage(key, of: address, to: value) }
    return gas
  }

  /// Halts in a static call, where the rules protect those (EIP-214).
  @inline(__always)
  func forbidInStaticCall(_ frame: UnsafeMutablePointer<Frame>) throws(Interruption) {
    if frame.pointee.isStatic && rules.rules.protectsStaticCalls { throw .halt(.staticViolation) }
  }
}
