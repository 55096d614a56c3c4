/// What a subscriber does with a topic's messages.
public struct GossipSubscription: Sendable {
  /// How a message is judged, after its signature was found good.
  public enum Validation: Sendable {
    /// At once, on a thread of the pool that checks signatures. For what takes microseconds and does not wait.
    case immediate(@Sendable (_ message: GossipMessage, _ from: PeerID) -> GossipVerdict)
    /// In a task. Until it returns its sender's stream takes part in a bounded number of others, then it is not read.
    case deferred(@Sendable (_ message: GossipMessage, _ from: PeerID) async -> GossipVerdict)
  }

  /// How soon a message is forwarded. Called after validation, so it may trust the content.
  public var priority: @Sendable (_ message: GossipMessage) -> GossipPriority
  /// Judges a message.
  public var validation: Validation
  /// Takes an accepted message, once. Must not block.
  public var deliver: @Sendable (_ message: GossipMessage, _ from: PeerID) -> Void

  /// A subscriber; by default everything is accepted, and nothing urgent.
  public init(
    priority: @escaping @Sendable (_ message: GossipMessage) -> GossipPriority = { _ in .normal },
    validation: Validation = .immediate { _, _ in .accept },
    deliver: @escaping @Sendable (_ message: GossipMessage, _ from: PeerID) -> Void = { _, _ in }
  ) {
    self.priority = priority
    self.validation = validation
    self.deliver = deliver
  }
}
