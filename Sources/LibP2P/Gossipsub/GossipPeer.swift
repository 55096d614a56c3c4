/// What a router knows of a peer that is connected.
struct GossipPeer: Sendable, Hashable {
  /// What the peer speaks; nil until a stream to it is open. Nothing is sent before that.
  var speaks: GossipProtocol?
  /// Whether this node opened the connection.
  var isOutbound = false
  /// The topics it subscribes to.
  var topics: Set<String> = []
  /// Limits its new messages.
  var newMessages: RateMeter
  /// Whether `graylisted` was reported.
  var isGraylisted = false

  // Counts since the last heartbeat.

  /// IHAVE messages received.
  var offers = 0
  /// Ids asked for.
  var idsRequested = 0
  /// Ids that it asked for.
  var requests = 0
  /// GRAFTs received.
  var grafts = 0
  /// Changes of subscriptions received.
  var subscriptionChanges = 0

  /// Whether it can be in a mesh.
  var hasMesh: Bool { speaks?.hasMesh ?? false }
  /// Whether PRUNE may tell it a back-off.
  var knowsBackoff: Bool { speaks == .gossipsub11 }

  mutating func beginHeartbeat() {
    offers = 0
    idsRequested = 0
    requests = 0
    grafts = 0
    subscriptionChanges = 0
  }
}
