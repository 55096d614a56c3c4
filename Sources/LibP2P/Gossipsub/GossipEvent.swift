/// What happens to a router.
public enum GossipEvent: Sendable, Hashable {
  /// A peer is connected and a stream to it speaks a pubsub protocol. `address` is its IP address as text, nil if unknown.
  case connected(PeerID, GossipProtocol, isOutbound: Bool, address: String?)
  /// A peer is gone, or has no pubsub stream any more.
  case disconnected(PeerID)
  /// An RPC came.
  case received(GossipRPC, from: PeerID)
  /// A peer sent something that is no RPC, or too long for one.
  case malformed(from: PeerID)
  /// This node wants a topic's messages.
  case subscribe(String)
  /// This node no longer wants them.
  case unsubscribe(String)
  /// This node has something to say; signed already.
  case publish(GossipMessage, GossipPriority)
  /// A message was checked.
  case validated(MessageID, GossipVerdict, GossipPriority)
  /// What the application holds of a peer (P5); it replaces what it said before.
  case applicationScore(PeerID, Double)
  /// It is time for maintenance: once every `heartbeatInterval`.
  case heartbeat
}
