/// Which messages were handled in the last minutes: what keeps a message from being checked and forwarded twice.
///
/// Keeps a keyed 128-bit hash of each id rather than the id, 16 bytes instead of 46 and more; without the key nobody can make
/// two ids collide. Bounded: at `capacity` the oldest ids are forgotten early.
struct SeenMessages: Sendable, Hashable {
  /// How long an id is remembered, in nanoseconds.
  let lifetime: UInt64
  /// The most ids remembered.
  let capacity: Int
  private let key: SipHash.Key
  private var members: Set<SipHash.Value> = []
  /// The members in order of arrival from `first` on, with their time of arrival.
  private var queue: [Entry] = []
  private var first = 0

  private struct Entry: Sendable, Hashable {
    let id: SipHash.Value
    let arrival: UInt64
  }

  /// An empty memory. The key for hashing is drawn from `random`.
  init(lifetime: UInt64, capacity: Int, random: inout SeededRandom) {
    self.lifetime = lifetime
    self.capacity = capacity
    key = SipHash.Key(random.next(), random.next())
  }

  /// How many ids are remembered.
  var count: Int { members.count }

  /// Whether an id was inserted within the lifetime, as of the last `expire`.
  func contains(_ id: MessageID) -> Bool { members.contains(SipHash.hash(id.bytes, key: key)) }

  /// Remembers an id; gives false if it was remembered already.
  mutating func insert(_ id: MessageID, at now: UInt64) -> Bool {
    let hash = SipHash.hash(id.bytes, key: key)
    guard members.insert(hash).inserted else { return false }
    queue.append(Entry(id: hash, arrival: now))
    if members.count > capacity { forgetFirst() }
    return true
  }

  /// Forgets what is older than the lifetime.
  mutating func expire(at now: UInt64) {
    while first < queue.count, now &- queue[first].arrival > lifetime, now > queue[first].arrival { forgetFirst() }
  }

  private mutating func forgetFirst() {
    members.remove(queue[first].id)
    first += 1
    // Moving the rest costs as much as what was skipped, so the cost per id is constant.
    if first > queue.count / 2 {
      queue.removeFirst(first)
      first = 0
    }
  }
}
