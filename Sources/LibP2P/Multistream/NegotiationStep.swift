/// What to do after received bytes of a negotiation.
public struct NegotiationStep: Sendable, Hashable {
  /// How far the negotiation is.
  public enum Status: Sendable, Hashable {
    /// More bytes are needed.
    case pending
    /// Both sides agree on a protocol. `unread` are the first bytes of the protocol itself, if some came along.
    case selected(String, unread: [UInt8])
    /// There is no agreement; close the stream or connection.
    case failed(NegotiationError)
  }

  /// Bytes to send, in every case; may be empty.
  public var send: [UInt8]
  /// How far the negotiation is.
  public var status: Status
}
