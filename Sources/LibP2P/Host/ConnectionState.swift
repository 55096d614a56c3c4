/// A connection's streams and everybody who waits for them; guarded by its ``PeerConnection``. It performs nothing: what is to be
/// done after the lock is released is collected in ``ConnectionEffects``.
struct ConnectionState {
  /// A task that waits.
  struct Waiter {
    /// Names it for its cancellation.
    var ticket: UInt64
    /// Resumes it.
    var continuation: CheckedContinuation<Void, any Error>
  }

  /// What a stream's user waits for.
  enum Wait: Sendable {
    /// Bytes, or the end.
    case readable
    /// Room in the send queue.
    case writable
  }

  /// A stream, from its opening to the release of its ``PeerStream``, or to its end where there is none.
  struct Record {
    /// Who waits for bytes.
    var reader: Waiter?
    /// Who waits for room.
    var writers: [Waiter] = []
    /// Why it is of no more use.
    var failure: StreamError?
    /// The agreement on a protocol, while it lasts and the other side opened the stream.
    var negotiation: MultistreamListener?
    /// When the stream is reset.
    var deadline: UInt64?
    /// The protocol that it is counted for in the registry.
    var counted: String?
    /// Whether nobody uses it any more, and only its end is waited for.
    var isReleased = false
  }

  /// How one protocol is used by the peer.
  struct Use {
    /// Streams that are served.
    var count = 0
    /// Counts openings.
    var meter: RateMeter
  }

  /// How long a released stream may take to end.
  static let lingering: UInt64 = 60_000_000_000

  /// The streams' bytes.
  var session: YamuxSession
  /// The streams.
  var records: [UInt32: Record] = [:]
  /// The peer's use of protocols that are counted.
  var uses: [String: Use] = [:]
  /// Whether somebody will send what the session has to send.
  var isFlushScheduled = false
  /// Whether the connection is over.
  var isDisconnected = false
  /// The name of the next waiter.
  var nextTicket: UInt64 = 0

  /// A connection without streams.
  init(session: YamuxSession) { self.session = session }

  /// Whether somebody has to be told to send; after true the caller must see to it.
  mutating func needsFlush() -> Bool {
    guard !isFlushScheduled, session.hasOutput else { return false }
    isFlushScheduled = true
    return true
  }

  /// Wakes who waits on a stream, in any way.
  mutating func wakeAll(_ id: UInt32, _ effects: inout ConnectionEffects) {
    guard let index = records.index(forKey: id) else { return }
    let failure = records.values[index].failure
    if let reader = records.values[index].reader { effects.wakeups.append((reader.continuation, failure)) }
    for writer in records.values[index].writers { effects.wakeups.append((writer.continuation, failure)) }
    records.values[index].reader = nil
    records.values[index].writers = []
  }

  /// Forgets a stream.
  mutating func forget(_ id: UInt32, _ handlers: HandlerRegistry) {
    guard let record = records.removeValue(forKey: id) else { return }
    uncount(record, handlers)
  }

  /// Ends the counting of a stream.
  mutating func uncount(_ record: Record, _ handlers: HandlerRegistry) {
    guard let name = record.counted else { return }
    uses[name]?.count -= 1
    handlers.release(name)
  }
}

/// What is to be done after a connection's lock is released.
struct ConnectionEffects {
  /// Tasks to resume, with an error or without.
  var wakeups: [(CheckedContinuation<Void, any Error>, StreamError?)] = []
  /// Streams to be served.
  var inbound: [(PeerStream, HandlerRegistry.Handler)] = []
}
