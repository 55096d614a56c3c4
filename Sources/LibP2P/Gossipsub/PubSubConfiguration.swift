public import NIOPosix

/// How a ``PubSub`` behaves.
public struct PubSubConfiguration: Sendable {
  /// The shape of meshes, limits and scores.
  public var router = GossipParameters()
  /// How much of an RPC is read.
  public var decoding = GossipDecodingLimits()
  /// How much waits for a slow peer.
  public var outbox = GossipOutbox.Limits()
  /// The pubsub streams that a peer may open at once, and how fast. Every implementation opens one.
  public var streams = StreamLimits(concurrentPerConnection: 4, openings: RateLimit(perSecond: 1, burst: 16))
  /// Where signatures are checked: a pool of threads, so that a flood does not starve other tasks. Its queue is bounded by the number
  /// of pubsub streams, because a stream is not read while its messages are checked.
  public var verification = NIOThreadPool.singleton
  /// Up to how many messages are checked at once, without the pool: a way over two threads takes longer than that.
  public var verifiedAtOnce = 4
  /// How long an urgent message waits that came from its author before it is passed on. Many have it from the author too by then,
  /// and what is urgent now is this node's answer to it.
  public var relayDelay = Duration.milliseconds(25)
  /// How many messages are checked by one thread in one go.
  public var verificationBatch = 16
  /// How many asynchronous validations of one stream run at a time.
  public var validationConcurrency = 32
  /// How long a peer whose score fell below the graylist's threshold is banned from the host; nil leaves it connected, unread.
  public var graylistBan: Duration? = .seconds(60)
  /// How much more a peer in a mesh is worth to the host than its score, when the host has too many connections. Nil if others
  /// tell the host what peers are worth.
  public var meshBonus: Double? = 100
  /// The longest content of an own message, in bytes: what fits into an RPC of the reference.
  public var longestData = (1 << 20) - 4096
  /// How long to wait before a stream to a connected peer is opened again.
  public var reopenDelay = Duration.seconds(1)

  /// The defaults.
  public init() {}
}
