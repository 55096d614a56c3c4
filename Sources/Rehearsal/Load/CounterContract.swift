/// The contract that the load calls: it counts the calls of each caller and leaves a log.
enum CounterContract {
  /// What creates it: a header of 11 bytes, then the contract.
  ///
  /// ```
  /// CALLER SLOAD PUSH1 1 ADD CALLER SSTORE PUSH1 0 PUSH1 0 LOG0 STOP
  /// ```
  static let creation: [UInt8] = {
    let code: [UInt8] = [0x33, 0x54, 0x60, 0x01, 0x01, 0x33, 0x55, 0x60, 0x00, 0x60, 0x00, 0xa0, 0x00]
    let length = UInt8(code.count)
    // PUSH1 length, DUP1, PUSH1 11, PUSH1 0, CODECOPY, PUSH1 0, RETURN, and what is copied.
    return [0x60, length, 0x80, 0x60, 0x0b, 0x60, 0x00, 0x39, 0x60, 0x00, 0xf3] + code
  }()

  /// Gas for the creation and for a call.
  static let gasLimit: UInt64 = 100_000
}
