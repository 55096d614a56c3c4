import LibP2P

/// Decides which requests for blocks are answered, and how far.
///
/// Pure: it is told of every request and of what was sent. Whoever asks for more than a limit gets the first part and asks
/// again; whoever asks too often is told that the node is busy. No request waits in line, so nothing can pile up.
struct ServingDesk: Hashable, Sendable {
  /// What to do about a request.
  enum Decision: Hashable, Sendable {
    /// Send the blocks of a range, up to so many bytes; then call `finish`. `isCut`: the asker wanted more.
    case serve(ClosedRange<UInt64>, bytes: Int, isCut: Bool)
    /// There is nothing to send.
    case nothing
    /// Too much is under way, or was sent lately.
    case busy
    /// The same request was answered just now.
    case repeated
  }

  private struct Client: Hashable, Sendable {
    var answers = 0
    var bytes: Allowance
    /// The last range asked for by unicast, and when.
    var lastRange: ClosedRange<UInt64>?
    var lastTime: UInt64 = 0
  }

  let limits: ServingLimits
  private var clients: [PeerID: Client] = [:]
  private var answers = 0
  private var bytes: Allowance

  init(limits: ServingLimits, now: UInt64) {
    self.limits = limits
    bytes = Allowance(perSecond: limits.bytesPerSecond, burst: limits.bytesPerSecond * limits.burstSeconds, now: now)
  }

  /// Decides about a request.
  mutating func admit(_ peer: PeerID, _ request: BlockRequest, _ transport: SyncTransport, tip: UInt64, at now: UInt64) -> Decision {
    guard let range = request.range, range.lowerBound <= tip else { return .nothing }
    var client =
      clients[peer]
      ?? Client(
        bytes: Allowance(
          perSecond: limits.bytesPerSecondPerPeer, burst: limits.bytesPerSecondPerPeer * limits.burstSeconds, now: now))
    let isRepeated = client.lastRange == range && now - min(now, client.lastTime) < limits.repetition
    if transport == .unicast, isRepeated { return .repeated }
    guard client.answers < limits.answersPerPeer, answers < limits.answers else { return .busy }
    let allowed = min(client.bytes.available(at: now), bytes.available(at: now))
    guard allowed > 0 else { return .busy }
    let most = UInt64(transport == .stream ? limits.blocksPerStream : limits.blocksPerUnicast)
    let last = min(range.upperBound, tip, saturating(range.lowerBound, plus: most - 1))
    client.answers += 1
    answers += 1
    if transport == .unicast {
      client.lastRange = range
      client.lastTime = now
    }
    clients[peer] = client
    return .serve(
      range.lowerBound...last, bytes: min(limits.bytesPerAnswer, Int(clamping: allowed)), isCut: last < min(range.upperBound, tip))
  }

  /// Notes that an answer is over, and how many bytes it had.
  mutating func finish(_ peer: PeerID, bytes sent: Int, at now: UInt64) {
    answers -= 1
    _ = bytes.take(sent, at: now)
    guard var client = clients[peer] else { return }
    client.answers -= 1
    _ = client.bytes.take(sent, at: now)
    clients[peer] = client
  }

  /// Forgets a peer that left, unless it is being answered still.
  ///
  /// What it was sent lately is forgotten too: coming back costs it a handshake, and the limit in all holds.
  mutating func forget(_ peer: PeerID) {
    if clients[peer]?.answers == 0 { clients[peer] = nil }
  }

  /// The number of answers under way.
  var answersUnderWay: Int { answers }
}
