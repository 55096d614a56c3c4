/// The messages of the last heartbeats: what is offered in IHAVE and given on IWANT.
///
/// Bounded by bytes: above `byteLimit` the oldest messages are dropped early; peers then ask for them in vain.
struct MessageCache: Sendable, Hashable {
  /// How many heartbeats a message stays.
  let windowCount: Int
  /// How many of them are offered.
  let gossipWindowCount: Int
  /// The most bytes of encoded messages.
  let byteLimit: Int
  private var entries: [MessageID: Entry] = [:]
  /// The ids by heartbeat, the current one first.
  private var windows: [[Slot]]
  private(set) var byteCount = 0

  private struct Entry: Sendable, Hashable {
    let message: GossipMessage
    var requests: [PeerID: Int] = [:]
  }

  private struct Slot: Sendable, Hashable {
    let id: MessageID
    let topics: [String]
  }

  /// An empty cache.
  init(windowCount: Int, gossipWindowCount: Int, byteLimit: Int) {
    self.windowCount = windowCount
    self.gossipWindowCount = gossipWindowCount
    self.byteLimit = byteLimit
    windows = [[]]
  }

  /// How many messages there are.
  var count: Int { entries.count }

  /// Adds a message that is new.
  mutating func put(_ message: GossipMessage, id: MessageID, topics: [String]) {
    guard entries.updateValue(Entry(message: message), forKey: id) == nil else { return }
    windows[0].append(Slot(id: id, topics: topics))
    byteCount += message.encoded.count
    while byteCount > byteLimit, windows.count > 1 { dropOldestWindow() }
    if byteCount > byteLimit { shrinkCurrentWindow() }
  }

  /// A message that a peer asks for, counting its requests; nil if it is not there or was asked for more than `limit` times.
  mutating func message(_ id: MessageID, for peer: PeerID, limit: Int) -> GossipMessage? {
    guard var entry = entries[id] else { return nil }
    let count = entry.requests[peer, default: 0] + 1
    guard count <= limit else { return nil }
    entry.requests[peer] = count
    entries[id] = entry
    return entry.message
  }

  /// The ids to offer for a topic, the newest heartbeat's first.
  func gossipIDs(topic: String) -> [MessageID] {
    var ids: [MessageID] = []
    for window in windows.prefix(gossipWindowCount) {
      for slot in window where slot.topics.contains(topic) { ids.append(slot.id) }
    }
    return ids
  }

  /// Begins the next heartbeat's window.
  mutating func shift() {
    windows.insert([], at: 0)
    while windows.count > windowCount { dropOldestWindow() }
  }

  private mutating func dropOldestWindow() {
    for slot in windows.removeLast() { remove(slot.id) }
    if windows.isEmpty { windows = [[]] }
  }

  private mutating func shrinkCurrentWindow() {
    // Half at once, so that a full cache does not move its list for every message.
    let surplus = (windows[0].count + 1) / 2
    for slot in windows[0].prefix(surplus) { remove(slot.id) }
    windows[0].removeFirst(surplus)
  }

  private mutating func remove(_ id: MessageID) {
    if let entry = entries.removeValue(forKey: id) { byteCount -= entry.message.encoded.count }
  }
}
