/// What peers may do with the streams of one protocol; more are reset.
public struct StreamLimits: Sendable, Hashable {
  /// Streams that a connection may have open at once. Default 32.
  public var concurrentPerConnection: Int
  /// Streams of all peers at once. Default 4,096.
  public var concurrent: Int
  /// Streams that a connection may open, a second and at once. Default 100 and 200.
  public var openings: RateLimit
  /// How long a stream may live, nil for as long as it likes. Default nil.
  public var lifetime: Duration?

  /// Limits, by default those that suit a busy protocol.
  public init(
    concurrentPerConnection: Int = 32, concurrent: Int = 4_096, openings: RateLimit = RateLimit(perSecond: 100, burst: 200),
    lifetime: Duration? = nil
  ) {
    self.concurrentPerConnection = concurrentPerConnection
    self.concurrent = concurrent
    self.openings = openings
    self.lifetime = lifetime
  }
}
