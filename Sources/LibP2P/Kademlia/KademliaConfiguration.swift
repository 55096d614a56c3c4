/// How a ``Kademlia`` behaves.
public struct KademliaConfiguration: Sendable {
  /// What is spoken; IoTeX's own prefix by default.
  public var protocolID = "/iotex/kad/1.0.0"
  /// Whether questions of others are answered.
  public var isServer = true
  /// How many peers a bucket of the table holds and an answer names: K.
  public var bucketSize = 20
  /// How many peers a search asks at a time: alpha.
  public var concurrency = 3
  /// How long connecting with a peer and its answer may take.
  public var requestTimeout = Duration.seconds(10)
  /// How long a search may take.
  public var queryTimeout = Duration.seconds(60)
  /// How often the table is refreshed by a search for a random place and for this node's own.
  public var refreshInterval = Duration.seconds(300)
  /// How long after a refresh that found nobody it is tried again.
  public var retryInterval = Duration.seconds(5)
  /// How often something provided is announced again.
  public var announcementInterval = Duration.seconds(5 * 3600 + 900)
  /// How long after an announcement that reached nobody it is tried again. The reference waits two minutes.
  public var announcementRetryInterval = Duration.seconds(15)
  /// How long others' announcements are kept.
  public var providerLifetime = Duration.seconds(24 * 3600)
  /// Streams that a peer may have open for questions, and open a second.
  public var streams = StreamLimits(concurrentPerConnection: 8, openings: RateLimit(perSecond: 20, burst: 64), lifetime: .seconds(600))
  /// Questions that a peer may ask on a stream; more end it.
  public var requests = RateLimit(perSecond: 20, burst: 100)

  /// The defaults, which are those of the reference v0.5.0 where it has them.
  public init() {}
}
