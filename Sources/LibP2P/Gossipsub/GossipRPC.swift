/// What peers of a pubsub network write to each other: one length-prefixed protobuf message.
///
/// Source: `rpc.proto` of go-libp2p-pubsub and, for PRUNE, gossipsub 1.1.
public struct GossipRPC: Sendable, Hashable {
  /// That the sender subscribes to a topic, or no longer does.
  public struct Subscription: Sendable, Hashable {
    /// The topic.
    public var topic: String
    /// Whether the sender wants its messages.
    public var isSubscribed: Bool

    /// An announcement.
    public init(topic: String, isSubscribed: Bool) {
      self.topic = topic
      self.isSubscribed = isSubscribed
    }
  }

  /// Changes of the sender's subscriptions. The first RPC to a new peer lists all, even if there are none.
  public var subscriptions: [Subscription]
  /// Messages, own and forwarded ones.
  public var messages: [GossipMessage]
  /// What maintains the mesh; nil if the field is absent, which the wire tells from an empty one.
  public var control: GossipControl?
  /// How many entries were left out in decoding because a limit was reached. Not sent.
  public var ignoredEntryCount = 0

  /// An RPC.
  public init(subscriptions: [Subscription] = [], messages: [GossipMessage] = [], control: GossipControl? = nil) {
    self.subscriptions = subscriptions
    self.messages = messages
    self.control = control
  }
}

/// Gossipsub's control messages.
public struct GossipControl: Sendable, Hashable {
  /// Messages of a topic that the sender has.
  public struct IHave: Sendable, Hashable {
    /// The topic.
    public var topic: String
    /// The messages.
    public var ids: [MessageID]

    /// An offer.
    public init(topic: String, ids: [MessageID]) {
      self.topic = topic
      self.ids = ids
    }
  }

  /// That the receiver is no longer in the sender's mesh of a topic.
  public struct Prune: Sendable, Hashable {
    /// The topic.
    public var topic: String
    /// How many seconds the receiver must not come back, or nil as in gossipsub 1.0.
    public var backoffSeconds: UInt64?

    /// A dismissal. Peers to turn to instead are neither sent nor read: peer exchange is off.
    public init(topic: String, backoffSeconds: UInt64? = nil) {
      self.topic = topic
      self.backoffSeconds = backoffSeconds
    }
  }

  /// Offers.
  public var ihave: [IHave]
  /// Requests for messages, list by list.
  public var iwant: [[MessageID]]
  /// Topics in whose mesh the sender has the receiver now.
  public var graft: [String]
  /// Topics in whose mesh it has the receiver no more.
  public var prune: [Prune]

  /// Control messages.
  public init(ihave: [IHave] = [], iwant: [[MessageID]] = [], graft: [String] = [], prune: [Prune] = []) {
    self.ihave = ihave
    self.iwant = iwant
    self.graft = graft
    self.prune = prune
  }
}
