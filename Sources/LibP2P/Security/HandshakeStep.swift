/// What to do after received bytes.
public struct HandshakeStep: Sendable {
  /// Bytes to send; may be empty. They go out also, and first, when the step is finished.
  public var send: [UInt8]
  /// The result, once there is one.
  public var finished: EstablishedSecurity?

  /// A step.
  public init(send: [UInt8] = [], finished: EstablishedSecurity? = nil) {
    self.send = send
    self.finished = finished
  }
}
