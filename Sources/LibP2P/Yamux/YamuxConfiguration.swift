/// The limits of a yamux session.
public struct YamuxConfiguration: Sendable, Hashable {
  /// What a side may send on a stream before it hears anything: fixed by the specification.
  public static let initialWindow = 262_144

  /// How many bytes may be under way on a stream, 262,144 or more. Default 1 MiB, as the reference.
  public var window = 1_048_576
  /// The longest data frame sent, in bytes; long writes of one stream let others pass between their frames. Default 64 KiB.
  public var maximumFrame = 65_536
  /// How many streams the other side may have open. More are reset. Default 256.
  public var maximumInboundStreams = 256
  /// How many streams we may have open. Default 4,096.
  public var maximumOutboundStreams = 4_096
  /// How many of our streams may be unanswered: the reference refuses more than 256.
  public var maximumUnacknowledgedStreams = 256
  /// Bytes in all that may lie unread, 262,144 or more; what goes beyond costs its stream. Default 16 MiB.
  public var maximumUnreadBytes = 16_777_216
  /// Bytes of a stream waiting to be sent, beyond which writers wait. Default 256 KiB.
  public var sendQueue = 262_144
  /// Bytes of all streams waiting in the output, beyond which data stay in the streams' queues. Default 256 KiB.
  public var outputQueue = 262_144
  /// Bytes of answers waiting in the output beyond ``outputQueue``, beyond which the session ends. Default 256 KiB.
  public var answerQueue = 262_144
  /// Frames without data that the other side may send, in a second and at once. Default 20,000.
  public var controlFrames = RateLimit(perSecond: 20_000, burst: 20_000)
  /// Streams that the other side may open, in a second and at once; more are reset. A v0.5.0 node sends each block on one. Default 5,000
  /// and 10,000.
  public var streams = RateLimit(perSecond: 5_000, burst: 10_000)
  /// Streams reset for a limit, in a second and at once, beyond which the session ends. Default 50 and 1,000.
  public var refusals = RateLimit(perSecond: 50, burst: 1_000)
  /// Nanoseconds between two pings of ours, 0 for none. Default 30 s.
  public var keepAliveInterval: UInt64 = 30_000_000_000
  /// Nanoseconds after a ping in which any sign of life must come. Default 10 s.
  public var keepAliveTimeout: UInt64 = 10_000_000_000

  /// The defaults.
  public init() {}
}
