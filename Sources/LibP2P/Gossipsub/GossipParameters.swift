/// What shapes a node's part in the mesh, and how much peers may ask of it. Times are nanoseconds.
///
/// Source: the gossipsub 1.0 and 1.1 specifications; `D`, `Dlo`, `Dhi`, the heartbeat, the history and the seen cache are those of
/// the reference v0.5.0, the rest are the defaults of go-libp2p-pubsub 1.1, unless a comment says otherwise.
public struct GossipParameters: Sendable, Hashable {
  /// How many peers a mesh should have (D).
  public var meshSize = 6
  /// Below how many peers a mesh is filled up (Dlo).
  public var meshLow = 4
  /// Above how many peers a mesh is cut (Dhi).
  public var meshHigh = 12
  /// How many of the best peers survive a cut for sure (Dscore).
  public var meshBestKept = 4
  /// How many peers in a mesh should be ones that this node called (Dout): below `meshLow`, at most half of `meshSize`.
  public var meshOutbound = 2
  /// How many peers outside the mesh are offered messages at least (Dlazy).
  public var gossipPeers = 6
  /// The share of the peers outside the mesh that are offered messages.
  public var gossipFactor = 0.25

  /// The time between two heartbeats.
  public var heartbeatInterval: UInt64 = 1_000_000_000
  /// For how many heartbeats messages can be asked for.
  public var historyWindows = 5
  /// For how many heartbeats messages are offered.
  public var gossipWindows = 3
  /// The most bytes of messages kept for asking; the oldest go first.
  public var historyBytes = 32 << 20
  /// How long an id is remembered, so that its message is not handled again.
  public var seenLifetime: UInt64 = 120_000_000_000
  /// The most ids remembered; the oldest go first.
  public var seenCapacity = 1 << 20
  /// How long the peers for a topic that is only published to are kept after the last message.
  public var fanoutLifetime: UInt64 = 60_000_000_000
  /// Which own messages go to every subscriber rather than to the mesh alone.
  public var floodPublishing = FloodPublishing.urgent

  /// How long a pruned peer must not come back.
  public var pruneBackoff: UInt64 = 60_000_000_000
  /// The same after this node left the topic.
  public var unsubscribeBackoff: UInt64 = 10_000_000_000
  /// How long this node stays away from a peer of gossipsub 1.0 that pruned it. Such peers know no back-off and take everybody back.
  public var legacyBackoff: UInt64 = 3_000_000_000
  /// The longest back-off that a peer can ask for.
  public var longestBackoff: UInt64 = 3_600_000_000_000
  /// Every how many heartbeats a poor mesh takes in better peers.
  public var opportunisticGraftInterval: UInt64 = 60
  /// How many it takes in then.
  public var opportunisticGraftPeers = 2
  /// Peers who get every message and whose RPCs are always read, outside meshes and scores.
  public var directPeers: Set<PeerID> = []

  /// IHAVE messages from a peer between heartbeats that are looked at.
  public var offersPerHeartbeat = 10
  /// Messages asked of a peer between heartbeats, and ids offered to it in one IHAVE.
  public var idsPerHeartbeat = 5000
  /// How long a peer has to send one of the messages that it offered.
  public var promiseTime: UInt64 = 3_000_000_000
  /// How often a message is given to the same peer on request.
  public var retransmissions = 3
  /// Ids that a peer may ask for between heartbeats. Not in the specification, which limits repeated ids alone.
  public var requestsPerHeartbeat = 10_000
  /// GRAFTs of a peer between heartbeats that are answered.
  public var graftsPerHeartbeat = 32
  /// Changes of subscriptions by a peer between heartbeats that are followed.
  public var subscriptionChangesPerHeartbeat = 256
  /// Topics of a peer that are remembered.
  public var topicsPerPeer = 128
  /// New messages from a peer that are checked; more are dropped, and the peer's score falls.
  public var newMessages = RateLimit(perSecond: 20_000, burst: 40_000)
  /// Messages that may be in validation at a time; more are dropped, to be offered again by gossip.
  public var pendingMessages = 16_384
  /// How long validation may take before the message is forgotten.
  public var validationTime: UInt64 = 30_000_000_000
  /// Peers known at a time. Connections have their own, lower limit in the host.
  public var peerLimit = 4096

  /// The scores of peers.
  public var scoring = ScoreParameters()

  /// The defaults.
  public init() {}

  /// The name of a parameter that does not fit the others, or nil if all is well.
  public var firstInvalid: String? {
    if meshLow < 0 || meshSize < meshLow || meshHigh < meshSize { return "meshSize" }
    if meshBestKept < 0 || meshBestKept > meshSize { return "meshBestKept" }
    if meshOutbound < 0 || meshOutbound > meshSize / 2 || (meshOutbound > 0 && meshOutbound >= meshLow) { return "meshOutbound" }
    if gossipPeers < 0 { return "gossipPeers" }
    if !(0...1).contains(gossipFactor) { return "gossipFactor" }
    if heartbeatInterval == 0 { return "heartbeatInterval" }
    if historyWindows < 1 { return "historyWindows" }
    if !(0...historyWindows).contains(gossipWindows) { return "gossipWindows" }
    if historyBytes < 1 { return "historyBytes" }
    if seenCapacity < 1 { return "seenCapacity" }
    if opportunisticGraftInterval == 0 { return "opportunisticGraftInterval" }
    return scoring.firstInvalid.map { "scoring." + $0 }
  }
}

/// Which of a node's own messages go to every subscriber that it is connected with.
public enum FloodPublishing: Sendable, Hashable {
  /// None: own messages take the mesh like all others.
  case never
  /// The urgent ones.
  case urgent
  /// All, as gossipsub 1.1 recommends against eclipse attacks; costs as many copies as there are connections.
  case always
}
