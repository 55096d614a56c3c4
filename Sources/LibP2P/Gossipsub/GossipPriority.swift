/// How soon a message leaves, compared with others that wait for the same peer.
public enum GossipPriority: Sendable, Hashable {
  /// Before all others, and to every subscriber if this node is the author: consensus.
  case urgent
  /// In order of arrival.
  case normal
}
