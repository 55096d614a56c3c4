/// How two nodes authenticate each other and agree on keys, as a machine that does no I/O.
///
/// Call `start` once and send what it gives; then hand every received chunk to `receive`, and send what the step holds, until
/// a step is finished or an error is thrown. After an error the connection must be closed. Time limits are the caller's.
public protocol SecureHandshake: Sendable {
  /// The bytes to send before anything is received; may be empty.
  mutating func start() throws(HandshakeError) -> [UInt8]

  /// Takes bytes from the connection, cut anywhere.
  mutating func receive(_ bytes: [UInt8]) throws(HandshakeError) -> HandshakeStep
}
