/// What a router wants done, in order.
public enum GossipEffect: Sendable, Hashable {
  /// Send subscriptions, control messages, or messages that were asked for.
  case send(GossipRPC, to: PeerID)
  /// Send a message to several peers.
  case forward(GossipMessage, GossipPriority, to: [PeerID])
  /// Check signature and content, then report `validated`. Never asked twice for one encoding of a message.
  case validate(GossipMessage, MessageID, from: PeerID)
  /// Hand a good message to the subscribers. `from` sent it, its author may be another.
  case deliver(GossipMessage, from: PeerID)
  /// The peer's score is so low that its RPCs are no longer read: the connection serves nobody. Once for each connection.
  case graylisted(PeerID)
}
