import LibP2P

/// The kinds of messages that wait for the node, most urgent first.
public enum MessageLane: Int, Hashable, Sendable, CaseIterable {
  /// Votes and proposals: late ones are worthless.
  case consensus
  /// Announced blocks.
  case blocks
  /// Actions.
  case actions
}

/// How much may wait in one lane.
public struct LaneLimits: Hashable, Sendable {
  /// Messages at most.
  public var count: Int
  /// Bytes at most; one message may be larger.
  public var bytes: Int
  /// Messages from one peer at most.
  public var countPerPeer: Int

  /// Limits.
  public init(count: Int, bytes: Int, countPerPeer: Int) {
    self.count = count
    self.bytes = bytes
    self.countPerPeer = countPerPeer
  }
}

/// The limits of all lanes.
public struct QueueLimits: Hashable, Sendable {
  /// 4,096 messages, 64 MiB, 1,024 from one peer.
  public var consensus = LaneLimits(count: 4096, bytes: 64 << 20, countPerPeer: 1024)
  /// 64 blocks, 64 MiB, 16 from one peer.
  public var blocks = LaneLimits(count: 64, bytes: 64 << 20, countPerPeer: 16)
  /// 32,768 actions, 32 MiB, 16,384 from one peer.
  public var actions = LaneLimits(count: 32_768, bytes: 32 << 20, countPerPeer: 16_384)

  /// The defaults.
  public init() {}

  /// The limits of a lane.
  func limits(of lane: MessageLane) -> LaneLimits {
    switch lane {
    case .consensus: consensus
    case .blocks: blocks
    case .actions: actions
    }
  }
}

/// Messages that wait for the node, in bounded lanes.
///
/// What happens when a lane is full:
/// - consensus: the oldest message of the peer with most messages in the lane makes room, because the newest round counts,
///   and nobody can drive out others by sending more;
/// - blocks and actions: the new message is refused. A block that is missed is fetched by block sync; an action is sent
///   again by its owner, or comes with a block.
/// A peer that has its share of a lane in it gets its new messages refused in every lane.
struct MessageQueues<Element: Sendable>: Sendable {
  struct Entry: Sendable {
    let element: Element
    let peer: PeerID
    let bytes: Int
  }

  /// What became of a message.
  enum Outcome {
    /// It waits. `dropped` had to leave for it.
    case queued(dropped: [Element])
    /// It was refused.
    case refused
  }

  private struct Lane: Sendable {
    let limits: LaneLimits
    /// A queue: entries before `start` were taken.
    var entries: [Entry] = []
    var start = 0
    var bytes = 0
    var perPeer: [PeerID: Int] = [:]

    var count: Int { entries.count - start }

    mutating func append(_ entry: Entry) {
      entries.append(entry)
      bytes += entry.bytes
      perPeer[entry.peer, default: 0] += 1
    }

    mutating func takeFirst() -> Entry? {
      guard start < entries.count else { return nil }
      let entry = entries[start]
      start += 1
      if start > 64, start * 2 > entries.count {
        entries.removeFirst(start)
        start = 0
      }
      forget(entry)
      return entry
    }

    /// Removes the oldest entry of the peer that has most.
    mutating func dropOldestOfBusiest() -> Entry? {
      // Ties go to the lesser peer id, so that nothing depends on the order of a dictionary.
      let busiest = perPeer.max { ($0.value, $1.key) < ($1.value, $0.key) }
      guard let busiest, let index = entries[start...].firstIndex(where: { $0.peer == busiest.key }) else { return nil }
      let entry = entries.remove(at: index)
      forget(entry)
      return entry
    }

    private mutating func forget(_ entry: Entry) {
      bytes -= entry.bytes
      let rest = (perPeer[entry.peer] ?? 1) - 1
      perPeer[entry.peer] = rest == 0 ? nil : rest
    }
  }

  private var lanes: [Lane]

  init(limits: QueueLimits) { lanes = MessageLane.allCases.map { Lane(limits: limits.limits(of: $0)) } }

  /// Adds a message to a lane.
  mutating func push(_ element: Element, to lane: MessageLane, from peer: PeerID, bytes: Int) -> Outcome {
    let limits = lanes[lane.rawValue].limits
    guard lanes[lane.rawValue].perPeer[peer] ?? 0 < limits.countPerPeer else { return .refused }
    var dropped: [Element] = []
    while isFull(lane, for: bytes) {
      guard lane == .consensus, let victim = lanes[lane.rawValue].dropOldestOfBusiest() else { return .refused }
      dropped.append(victim.element)
    }
    lanes[lane.rawValue].append(Entry(element: element, peer: peer, bytes: bytes))
    return .queued(dropped: dropped)
  }

  private func isFull(_ lane: MessageLane, for bytes: Int) -> Bool {
    let state = lanes[lane.rawValue]
    return state.count > 0 && (state.count >= state.limits.count || state.bytes + bytes > state.limits.bytes)
  }

  /// Takes the oldest message of a lane.
  mutating func pop(_ lane: MessageLane) -> Entry? { lanes[lane.rawValue].takeFirst() }

  /// Takes the oldest messages of a lane.
  mutating func pop(_ lane: MessageLane, upTo count: Int) -> [Entry] {
    var taken: [Entry] = []
    while taken.count < count, let entry = pop(lane) { taken.append(entry) }
    return taken
  }

  /// The number of messages that wait in a lane.
  func count(_ lane: MessageLane) -> Int { lanes[lane.rawValue].count }

  /// Takes everything out of all lanes.
  mutating func removeAll() -> [Element] {
    MessageLane.allCases.flatMap { pop($0, upTo: .max).map(\.element) }
  }
}
