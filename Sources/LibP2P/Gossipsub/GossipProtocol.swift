/// The pubsub protocols, by what a peer can do.
public enum GossipProtocol: Sendable, Hashable, CaseIterable {
  /// Every message to every subscriber.
  case floodsub
  /// Gossipsub 1.0: meshes and gossip. What the reference v0.5.0 speaks.
  case gossipsub10
  /// Gossipsub 1.1: back-off in PRUNE, peer scores.
  case gossipsub11

  /// What names it in the negotiation of a stream.
  public var protocolID: String {
    switch self {
    case .floodsub: "/floodsub/1.0.0"
    case .gossipsub10: "/meshsub/1.0.0"
    case .gossipsub11: "/meshsub/1.1.0"
    }
  }

  /// The protocol of a name.
  public init?(protocolID: String) {
    guard let match = Self.allCases.first(where: { $0.protocolID == protocolID }) else { return nil }
    self = match
  }

  /// Whether peers that speak it take part in meshes and gossip.
  public var hasMesh: Bool { self != .floodsub }

  /// The names in order of preference.
  public static let preference: [String] = [Self.gossipsub11, .gossipsub10, .floodsub].map(\.protocolID)
}
