/// Which side of a connection, or of a negotiation on it, this is.
public enum Role: Sendable, Hashable {
  /// The side that opened it: the dialer.
  case initiator
  /// The side that accepted it: the listener.
  case responder
}
