public import Primitives

/// How a node takes part in its network.
public struct PeerNetworkConfiguration: Sendable {
  /// The genesis hash, which names the topics.
  public var genesisHash: Hash256
  /// The chain's number in envelopes (`chain.id`).
  public var chainID: UInt32
  /// Sizes of messages.
  public var messages = MessageLimits.default
  /// What waits for the node.
  public var queues = QueueLimits()
  /// How blocks are fetched.
  public var sync = SyncConfiguration()
  /// What is served.
  public var serving = ServingLimits()
  /// Whether block streams are served, which v0.5.0 does not do.
  public var servesBlockStreams = true
  /// Actions given to the node at once at most: a batch is some milliseconds of signature checks on two cores.
  public var actionBatch = 256
  /// Whether actions of this node go out many to a message (type 7 of today's IoTeX, which v0.5.0 does not know).
  ///
  /// Each gossip message costs every node an Ed25519 signature check, more than the action itself. Only for networks
  /// where all nodes know it.
  public var sendsActionLists = false
  /// How long an action waits at most for others to go out with, when lists are sent.
  public var actionListDelay: Duration = .milliseconds(4)
  /// Unicast messages that a peer may send, a second on average, apart from answers: each costs a stream.
  public var unicastPerSecond = 200
  /// How often the planner looks at the time.
  public var tick: Duration = .milliseconds(200)
  /// Seed of the choice between equal peers.
  public var seed: UInt64

  /// The defaults for a network.
  public init(genesisHash: Hash256, chainID: UInt32 = 1, seed: UInt64) {
    self.genesisHash = genesisHash
    self.chainID = chainID
    self.seed = seed
  }
}
