/// Why a ``Host`` could not do something.
public enum HostError: Error, Sendable, Hashable {
  /// The host was not started, or was stopped.
  case notRunning
  /// It cannot work as configured.
  case configuration(HostConfigurationError)
  /// It could not listen at an address.
  case cannotListen(Multiaddr, reason: String)
  /// An address is not one of TCP.
  case unsupportedAddress(Multiaddr)
  /// The address is our own.
  case selfDial
  /// Dials of the peer failed lately; try again after the given time.
  case backingOff(Duration)
  /// As many dials are under way as may be.
  case tooManyDials
  /// The peer or network did not answer, or ended the connection.
  case unreachable(reason: String)
  /// The handshakes did not end in time.
  case handshakeTimeout
  /// The other side does not prove to be who it should be, or breaks the protocol.
  case handshake(HandshakeError)
  /// The encrypted channel broke before it was in use.
  case channel(SecureChannelError)
  /// Nothing in common with the other side, or a broken negotiation.
  case negotiation(NegotiationError)
  /// The connection is beyond a limit of ours.
  case refused(ConnectionRefusal)
  /// The peer is not connected.
  case notConnected(PeerID)
  /// The stream failed.
  case stream(StreamError)
}

/// Which limit a connection is beyond.
public enum ConnectionRefusal: Error, Sendable, Hashable {
  /// Too many handshakes under way.
  case halfOpen
  /// Too many connections from one address.
  case address
  /// Too many connections in a short time.
  case rate
  /// Too many connections with the peer.
  case peer
  /// Too many connections in all.
  case total
  /// The peer is banned.
  case banned
}
