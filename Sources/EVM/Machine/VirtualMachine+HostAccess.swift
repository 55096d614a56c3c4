import Primitives

/// Calls of the host, turning its faults into interruptions.
extension VirtualMachine {
  /// Remembers the fault; `throw hostFault(error)` is how every access of the host ends when it fails.
  @inline(never)
  func hostFault(_ fault: HostFault) -> Interruption {
    state.pointee.fault = fault
    return .hostFault
  }

  /// Runs an access of the host.
  @inline(__always)
  func asking<Result>(_ body: (H) throws(HostFault) -> Result) throws(Interruption) -> Result {
    do throws(HostFault) {
      return try body(host)
    } catch {
      throw hostFault(error)
    }
  }

  /// The nonce of an account.
  func nonce(of address: Address) throws(Interruption) -> UInt64 {
    try asking { host throws(HostFault) in try host.nonce(of: address) }
  }
}
