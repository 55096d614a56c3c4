import Primitives

/// LOG0 to LOG4.
extension VirtualMachine {
  /// Writes a log with `topicCount` topics. Returns the gas left.
  @inline(never)
  func writeLog(
    _ frame: UnsafeMutablePointer<Frame>, _ sp: StackPointer, _ gas: Int64, topicCount: Int
  ) throws(Interruption) -> Int64 {
    try forbidInStaticCall(frame)
    let grown = try growRegion(frame, sp.pointee, sp[-1], gas)
    let rest = grown - GasCost.logByte * Int64(sp[-1].w0)
    if rest < 0 { throw .halt(.outOfGas) }
    let topics = [Hash256](unsafeUninitializedCapacity: topicCount) { buffer, count in
      for index in 0..<topicCount { buffer.initializeElement(at: index, to: Hash256(sp[-2 - index])) }
      count = topicCount
    }
    let data = [UInt8](region(frame, sp.pointee, sp[-1]))
    let log = LogEntry(address: frame.pointee.address, topics: topics, data: data)
    try asking { host throws(HostFault) in try host.emit(log) }
    return rest
  }
}
