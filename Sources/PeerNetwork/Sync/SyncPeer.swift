import LibP2P

/// What a planner knows of a peer.
struct SyncPeer: Hashable, Sendable {
  let id: PeerID
  let transport: SyncTransport
  /// The height that the peer said it has; nil when it said nothing, or did not deliver.
  var claimed: UInt64?
  /// The height that the peer seems to have.
  var hinted: UInt64?
  /// The highest block that the peer sent as an answer: it has that much.
  var proven: UInt64 = 0
  /// Requests under way.
  var requests = 0
  /// Failures since the last success; those of requests that were under way together count once.
  var strikes = 0
  /// When the last failure was.
  var lastStrike: UInt64 = 0
  /// Not asked before.
  var quarantinedUntil: UInt64 = 0
  /// When to ask what comes next, or how high it is.
  var nextProbe: UInt64
  /// How long a block takes, in nanoseconds, smoothed. At first a guess that makes the first range about 100 blocks.
  var blockTime: UInt64 = 5_000_000
  /// When the last request ended.
  var lastEnd: UInt64 = 0
  /// Ranges of requests that are over, latest last: their blocks may still arrive.
  var recentRanges: [ClosedRange<UInt64>] = []

  init(id: PeerID, transport: SyncTransport, now: UInt64) {
    self.id = id
    self.transport = transport
    nextProbe = now
  }

  /// The height up to which it makes sense to ask.
  var height: UInt64 { max(claimed ?? 0, hinted ?? 0, proven) }

  /// Notes a block that came as an answer.
  mutating func prove(_ height: UInt64) { proven = max(proven, height) }

  /// Notes a range whose request is over.
  mutating func remember(_ range: ClosedRange<UInt64>) {
    if recentRanges.count == 8 { recentRanges.removeFirst() }
    recentRanges.append(range)
  }

  /// Notes how long a request took.
  mutating func measure(blocks: Int, sentAt: UInt64, now: UInt64) {
    let start = max(sentAt, lastEnd)
    lastEnd = now
    guard blocks > 0, now >= start else { return }
    blockTime = (blockTime * 3 + min((now - start) / UInt64(blocks), 1_000_000_000)) / 4
  }
}

/// A request under way.
struct SyncRequest: Hashable, Sendable {
  let id: SyncRequestID
  let peer: PeerID
  let transport: SyncTransport
  let range: ClosedRange<UInt64>
  /// Whether the peer was not known to have the blocks, so that silence is no failure.
  let isProbe: Bool
  let sentAt: UInt64
  /// When the last block came, or the request was sent.
  var lastProgress: UInt64
  /// The number of heights that came.
  private(set) var received = 0
  /// The heights that came, counted from the first of the range; for unicast only, where they come in any order.
  private var seen: UInt64 = 0

  init(id: SyncRequestID, peer: SyncPeer, range: ClosedRange<UInt64>, isProbe: Bool, now: UInt64) {
    self.id = id
    self.peer = peer.id
    transport = peer.transport
    self.range = range
    self.isProbe = isProbe
    sentAt = now
    lastProgress = now
  }

  /// The number of heights asked for.
  var count: UInt64 { range.upperBound - range.lowerBound + 1 }
  /// Whether everything came.
  var isComplete: Bool { UInt64(received) >= count }

  /// Notes a block.
  ///
  /// - Returns: whether the block belongs to this request. On a stream they come in order; by unicast in any.
  mutating func accept(_ height: UInt64, now: UInt64) -> Bool {
    guard range.contains(height) else { return false }
    switch transport {
    case .stream:
      guard height == range.lowerBound + UInt64(received) else { return false }
    case .unicast:
      let bit: UInt64 = 1 << (height - range.lowerBound)
      guard seen & bit == 0 else { return false }
      seen |= bit
    }
    received += 1
    lastProgress = now
    return true
  }
}
