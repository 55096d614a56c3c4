/// One side of a yamux connection, as a pure state machine: bytes received go in, bytes to send and events come out.
///
/// It neither reads a clock nor does any I/O; `now` is in nanoseconds of a clock that does not run backwards. The owner calls
/// ``receive(_:at:)`` with decrypted bytes, ``tick(at:)`` about once a second, sends what ``takeOutput(into:)`` gives, and acts on
/// ``takeEvents()``. It speaks `/yamux/1.0.0` and, being the same bytes, IoTeX's `/yamux/2.0.0`. Start with ``open()`` and
/// ``write(_:to:)``; what the other side may do is limited by ``YamuxConfiguration``.
///
/// Source: HashiCorp's specification; where it leaves a choice, `04-yamux` of the recorded wire of v0.5.0.
public struct YamuxSession: Sendable, Equatable {
  /// The protocols' names, the one that today's peers speak first.
  public static let protocolIDs = ["/yamux/1.0.0", "/yamux/2.0.0"]

  /// The limits.
  public let configuration: YamuxConfiguration
  /// Whether we made the connection: then our streams have odd ids.
  public let isDialer: Bool

  /// The streams that are not finished.
  var streams: [UInt32: YamuxStream] = [:]
  /// The id of the next stream of ours.
  var nextStream: UInt32
  /// Frames to be sent.
  var output: [UInt8] = []
  /// What the owner does not know yet.
  var events: [YamuxEvent] = []
  /// Streams that have something to send, in turn.
  var schedule = YamuxSchedule()
  /// Where in the output the last data frame starts and whose it is, as long as more bytes can be put into it.
  var tail: Tail?
  /// The part of a header that was received.
  var partialHeader: [UInt8] = []
  /// The data frame that is being received.
  var body: Body?
  /// Streams of the other side and of ours that are not finished.
  var inboundCount = 0
  /// Streams of ours that are not finished.
  var outboundCount = 0
  /// Streams of ours without an answer.
  var unacknowledgedCount = 0
  /// Bytes received and not read, of all streams.
  public internal(set) var unreadCount = 0
  /// Counts frames without data.
  var controlMeter: RateMeter
  /// Counts streams of the other side.
  var streamMeter: RateMeter
  /// Counts streams refused.
  var refusalMeter: RateMeter
  /// Whether the other side accepts no more streams.
  public internal(set) var isRemoteGoingAway = false
  /// Whether we accept no more streams.
  var isGoingAway = false
  /// The value of the next ping.
  var nextPing: UInt32 = 0
  /// When a ping is due, nil before the first tick.
  var pingDue: UInt64?
  /// Until when a sign of life must come.
  var answerDue: UInt64?

  /// A place in the output.
  struct Tail: Sendable, Hashable {
    /// Whose frame it is.
    var stream: UInt32
    /// Where its header starts.
    var offset: Int
  }

  /// A data frame under way.
  struct Body: Sendable, Hashable {
    /// Whose frame it is, 0 if it is thrown away.
    var stream: UInt32
    /// Bytes to come.
    var remaining: Int
    /// Whether the stream ends after it.
    var isLast: Bool
  }

  /// A session without streams, with nothing to send.
  public init(isDialer: Bool, configuration: YamuxConfiguration = YamuxConfiguration()) {
    self.isDialer = isDialer
    self.configuration = configuration
    nextStream = isDialer ? 1 : 2
    controlMeter = RateMeter(configuration.controlFrames)
    streamMeter = RateMeter(configuration.streams)
    refusalMeter = RateMeter(configuration.refusals)
  }

  /// How many streams are open, of both sides.
  public var streamCount: Int { streams.count }

  /// What happened since the last call.
  public mutating func takeEvents() -> [YamuxEvent] {
    guard !events.isEmpty else { return [] }
    defer { events = [] }
    return events
  }

  /// Whether there is something to send.
  public var hasOutput: Bool { !output.isEmpty }

  /// Puts what is to be sent into `buffer`, whose old content goes but whose memory is used again.
  public mutating func takeOutput(into buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    swap(&buffer, &output)
    tail = nil
    sendScheduled()
  }

  /// Gives memory back that is only kept for speed; call now and then.
  public mutating func releaseMemory() {
    if output.isEmpty { output = [] }
  }

  /// Ends both directions of a stream at once, if there is one; what waits is lost.
  public mutating func reset(_ id: UInt32) {
    guard streams[id] != nil else { return }
    remove(id)
    append(YamuxHeader(.windowUpdate, flags: .reset, stream: id))
  }

  /// Tells the other side that we accept no more streams; 0 normal, 1 protocol error, 2 internal error.
  public mutating func goAway(_ code: UInt32 = 0) {
    isGoingAway = true
    append(YamuxHeader(.goAway, length: code))
  }

  /// Appends a frame without data.
  mutating func append(_ header: YamuxHeader) {
    tail = nil
    header.encode(into: &output)
  }

  /// Forgets a stream.
  mutating func remove(_ id: UInt32) {
    guard let stream = streams.removeValue(forKey: id) else { return }
    unreadCount -= stream.unread.count
    if stream.isInbound {
      inboundCount -= 1
    } else {
      outboundCount -= 1
      if !stream.isAcknowledged { unacknowledgedCount -= 1 }
    }
  }
}
