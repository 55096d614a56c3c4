/// The gossipsub machine: decides who gets which message, keeps the meshes, and judges peers. No clock, no I/O, no cryptography.
///
/// Speaks gossipsub 1.1 with peers who do, 1.0 and floodsub with the others. Events come from one owner; `now` is any monotonic
/// count of nanoseconds. The same seed and the same events give the same effects.
/// Source: the gossipsub 1.0 and 1.1 specifications; towards peers of 1.0 it behaves as the reference v0.5.0 does, apart from limits.
///
/// Signatures are checked outside: a message that is new goes out as `validate` once, and waits under its id until `validated`.
/// Only then is the id taken for seen, so that a forged message cannot keep the genuine one away: a different encoding under the
/// same id waits its turn and is checked if the first turns out forged.
public struct GossipRouter: Sendable, Equatable {
  /// This node.
  public let local: PeerID
  /// The limits and the shape of meshes.
  public let parameters: GossipParameters
  /// Counts since the start.
  public internal(set) var statistics = GossipStatistics()

  var random: SeededRandom
  var peers: [PeerID: GossipPeer] = [:]
  /// The topics that this node subscribes to, with the peers of its mesh in order of arrival.
  var meshes: [String: [PeerID]] = [:]
  /// Who subscribes to what.
  var subscribers: [String: Set<PeerID>] = [:]
  /// The peers for topics that are published to without a subscription.
  var fanouts: [String: GossipFanout] = [:]
  /// Until when peers must not be grafted.
  var backoffs: [GossipMeshPlace: UInt64] = [:]
  var pending: [MessageID: PendingMessage] = [:]
  var seen: SeenMessages
  var cache: MessageCache
  var scores: PeerScores
  var promises = GossipPromises()
  var recentDeliveries: RecentDeliveries
  var heartbeats: UInt64 = 0
  /// How many connected peers speak floodsub.
  var floodsubPeerCount = 0

  /// A router without peers and topics.
  ///
  /// - Parameters:
  ///   - local: This node, whose own messages it does not take back from others.
  ///   - seed: For the choice of peers and the hashing of ids; secret where peers are not trusted.
  public init(local: PeerID, parameters: GossipParameters = GossipParameters(), seed: UInt64) {
    self.local = local
    self.parameters = parameters
    random = SeededRandom(seed: seed)
    seen = SeenMessages(lifetime: parameters.seenLifetime, capacity: parameters.seenCapacity, random: &random)
    cache = MessageCache(
      windowCount: parameters.historyWindows, gossipWindowCount: parameters.gossipWindows, byteLimit: parameters.historyBytes)
    scores = PeerScores(parameters: parameters.scoring)
    recentDeliveries = RecentDeliveries(parameters: parameters.scoring)
  }

  /// Takes in an event and says what to do.
  public mutating func handle(_ event: GossipEvent, at now: UInt64) -> [GossipEffect] {
    var effects: [GossipEffect] = []
    switch event {
    case .connected(let peer, let speaks, let isOutbound, let address):
      connect(peer, speaks, isOutbound: isOutbound, address: address, at: now, &effects)
    case .disconnected(let peer): disconnect(peer, at: now)
    case .received(let rpc, let peer): receive(rpc, from: peer, at: now, &effects)
    case .malformed(let peer):
      scores.penalize(peer, by: parameters.scoring.penaltyThreshold)
      reportIfGraylisted(peer, &effects)
    case .subscribe(let topic): subscribe(topic, at: now, &effects)
    case .unsubscribe(let topic): unsubscribe(topic, at: now, &effects)
    case .publish(let message, let priority): publish(message, priority, at: now, &effects)
    case .validated(let id, let verdict, let priority): validated(id, verdict, priority, at: now, &effects)
    case .applicationScore(let peer, let score):
      scores.setApplicationScore(peer, score)
      reportIfGraylisted(peer, &effects)
    case .heartbeat: heartbeat(at: now, &effects)
    }
    return effects
  }

  /// The topics that this node subscribes to, sorted.
  public var subscriptions: [String] { meshes.keys.sorted() }

  /// The peers that are connected and speak a pubsub protocol, sorted.
  public var connectedPeers: [PeerID] { peers.filter { $0.value.speaks != nil }.keys.sorted() }

  /// The peers in the mesh of a topic, in order of arrival.
  public func mesh(of topic: String) -> [PeerID] { meshes[topic] ?? [] }

  /// The peers that subscribe to a topic, sorted.
  public func subscribers(of topic: String) -> [PeerID] { subscribers[topic]?.sorted() ?? [] }

  /// What this node holds of a peer: 0 for a new one, higher for good ones.
  public func score(of peer: PeerID) -> Double { scores.score(of: peer) }

  /// Whether any subscriber is served outside of the mesh's rules; saves the look at all of them for every message.
  var hasAlwaysServed: Bool { floodsubPeerCount > 0 || !parameters.directPeers.isEmpty }

  /// How many messages wait for their validation.
  public var pendingCount: Int { pending.count }
}

/// A peer in the mesh of a topic.
struct GossipMeshPlace: Sendable, Hashable {
  let topic: String
  let peer: PeerID
}

/// Who gets the messages of a topic that this node does not subscribe to.
struct GossipFanout: Sendable, Hashable {
  var peers: [PeerID]
  var lastPublished: UInt64
}
