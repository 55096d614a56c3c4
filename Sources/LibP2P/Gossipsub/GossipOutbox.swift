/// What waits to be sent to one peer. Bounded; packs many small messages into one RPC.
///
/// Overflow: urgent messages push out the oldest urgent one, normal ones are refused, offers and requests are refused. GRAFT,
/// PRUNE and subscriptions are never lost, because the last word on a topic replaces earlier ones: there are at most as many as topics.
public struct GossipOutbox: Sendable {
  /// How much may wait, and how much goes into one RPC.
  public struct Limits: Sendable, Hashable {
    /// Messages in each of the two lanes.
    public var messages = 8192
    /// Bytes of messages in each lane.
    public var bytes = 16 << 20
    /// Ids in waiting offers and requests.
    public var messageIDs = 10_000
    /// Messages in an RPC. A peer of the reference checks them all at a time and then loses what its subscriber does not fetch
    /// in time, so this is no more than its queue for validation.
    public var messagesPerRPC = 512
    /// The size in bytes at which an RPC is full. A longer message goes alone.
    public var rpcBytes = 64 << 10

    /// The defaults.
    public init() {}
  }

  private let limits: Limits
  private var subscriptions: [GossipRPC.Subscription] = []
  private var urgent = Lane()
  private var normal = Lane()
  private var graft: [String] = []
  private var prune: [GossipControl.Prune] = []
  private var offers: [GossipControl.IHave] = []
  private var requests: [[MessageID]] = []
  private var idCount = 0
  private var owesHello = false
  /// Messages refused or pushed out so far.
  public private(set) var droppedCount: UInt64 = 0

  private struct Lane: Sendable {
    var messages: [GossipMessage] = []
    var first = 0
    var bytes = 0

    var count: Int { messages.count - first }
    var nextSize: Int? { first < messages.count ? messages[first].encoded.count : nil }

    mutating func append(_ message: GossipMessage) {
      messages.append(message)
      bytes += message.encoded.count
    }

    mutating func removeFirst() -> GossipMessage? {
      guard first < messages.count else { return nil }
      let message = messages[first]
      first += 1
      bytes -= message.encoded.count
      if first == messages.count {
        messages.removeAll(keepingCapacity: true)
        first = 0
      } else if first > 1024 && first > messages.count / 2 {
        messages.removeFirst(first)
        first = 0
      }
      return message
    }
  }

  /// An empty queue.
  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Whether nothing waits.
  public var isEmpty: Bool {
    !owesHello && subscriptions.isEmpty && urgent.count == 0 && normal.count == 0 && graft.isEmpty && prune.isEmpty && offers.isEmpty
      && requests.isEmpty
  }

  /// How many messages wait.
  public var messageCount: Int { urgent.count + normal.count }

  /// Adds a message; false if it, or an older one, is lost by that.
  @discardableResult
  public mutating func append(_ message: GossipMessage, _ priority: GossipPriority) -> Bool {
    let size = message.encoded.count
    switch priority {
    case .urgent:
      var isComplete = true
      while urgent.count >= limits.messages || (urgent.bytes + size > limits.bytes && urgent.count > 0) {
        _ = urgent.removeFirst()
        droppedCount &+= 1
        isComplete = false
      }
      urgent.append(message)
      return isComplete
    case .normal:
      guard normal.count < limits.messages, normal.bytes + size <= limits.bytes else {
        droppedCount &+= 1
        return false
      }
      normal.append(message)
      return true
    }
  }

  /// Adds all parts of an RPC.
  public mutating func append(_ rpc: GossipRPC) {
    if rpc == GossipRPC() { owesHello = true }
    for change in rpc.subscriptions {
      subscriptions.removeAll { $0.topic == change.topic }
      subscriptions.append(change)
    }
    for message in rpc.messages { append(message, .normal) }
    guard let control = rpc.control else { return }
    for topic in control.graft {
      prune.removeAll { $0.topic == topic }
      if !graft.contains(topic) { graft.append(topic) }
    }
    for dismissal in control.prune {
      graft.removeAll { $0 == dismissal.topic }
      prune.removeAll { $0.topic == dismissal.topic }
      prune.append(dismissal)
    }
    for offer in control.ihave where takeRoom(offer.ids.count) { offers.append(offer) }
    for ids in control.iwant where takeRoom(ids.count) { requests.append(ids) }
  }

  /// Takes out the next RPC, its length before it, ready for the stream; nil if nothing waits.
  public mutating func next() -> [UInt8]? {
    guard !isEmpty else { return nil }
    var rpc = GossipRPC(subscriptions: subscriptions)
    subscriptions = []
    owesHello = false
    var bytes = 0
    while rpc.messages.count < limits.messagesPerRPC, let size = urgent.nextSize ?? normal.nextSize,
      rpc.messages.isEmpty || bytes + size <= limits.rpcBytes, let message = urgent.removeFirst() ?? normal.removeFirst()
    {
      bytes += size
      rpc.messages.append(message)
    }
    // A long message and long offers together could be longer than an RPC may be.
    if bytes <= limits.rpcBytes {
      let control = GossipControl(ihave: offers, iwant: requests, graft: graft, prune: prune)
      if control != GossipControl() { rpc.control = control }
      graft = []
      prune = []
      offers = []
      requests = []
      idCount = 0
    }
    return DelimitedMessages.frame(rpc.encoded)
  }

  private mutating func takeRoom(_ count: Int) -> Bool {
    guard idCount + count <= limits.messageIDs else { return false }
    idCount += count
    return true
  }
}
