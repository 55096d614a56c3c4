/// What validation says about a message.
public enum GossipVerdict: Sendable, Hashable {
  /// Good: deliver and forward it.
  case accept
  /// Bad, and the peers who sent it should have known: drop it and lower their scores.
  case reject
  /// Not wanted, but nobody's fault: drop it.
  case ignore
  /// The signature is wrong. Unlike `reject` this says nothing about the id: the genuine message of that id may still come.
  case badSignature
}
