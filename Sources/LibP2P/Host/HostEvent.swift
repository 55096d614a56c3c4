/// What happens to the peers of a ``Host``.
public enum HostEvent: Sendable, Hashable {
  /// A peer's first connection is ready for streams.
  case connected(PeerID, address: Multiaddr, isOutbound: Bool)
  /// A peer's last connection is gone.
  case disconnected(PeerID)
  /// A peer told what it is and what it speaks, for the first time or anew.
  case identified(PeerID, IdentifyInfo)
}
