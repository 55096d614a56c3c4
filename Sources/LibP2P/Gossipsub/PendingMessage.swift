/// A message that is being checked.
struct PendingMessage: Sendable, Hashable {
  /// The message.
  let message: GossipMessage
  /// Who sent it first.
  let source: PeerID
  /// When it came.
  let arrival: UInt64
  /// Who else sent the same bytes; bounded by the number of peers.
  var others: [PeerID] = []
  /// Other bytes under the same id: one of them is forged, and it may be the first.
  var alternatives: [Alternative] = []

  /// A message that waits until the one before it under the same id turns out to be forged.
  struct Alternative: Sendable, Hashable {
    let message: GossipMessage
    let source: PeerID
  }

  /// The most alternatives kept. Each costs its sender points if it is forged; more are dropped.
  static let alternativeLimit = 3
}

/// Messages that were delivered a moment ago, to credit peers in the mesh who send them nearly as early (P3).
///
/// Empty unless a topic asks for it.
struct RecentDeliveries: Sendable, Hashable {
  private let isEnabled: Bool
  private let parameters: ScoreParameters
  private var deliveries: [MessageID: Delivery] = [:]
  private var queue: [MessageID] = []

  private struct Delivery: Sendable, Hashable {
    let topics: [String]
    let time: UInt64
    var credited: Set<PeerID>
  }

  /// The most deliveries remembered; the oldest are forgotten.
  private static let limit = 4096

  /// No deliveries.
  init(parameters: ScoreParameters) {
    self.parameters = parameters
    isEnabled = parameters.tracksMeshDeliveries
  }

  /// Notes a delivery.
  mutating func add(_ id: MessageID, topics: [String], from peers: [PeerID], at now: UInt64) {
    guard isEnabled else { return }
    deliveries[id] = Delivery(topics: topics, time: now, credited: Set(peers))
    queue.append(id)
    if queue.count > 2 * Self.limit {
      for id in queue.prefix(Self.limit) { deliveries[id] = nil }
      queue.removeFirst(Self.limit)
    }
  }

  /// The topics in which a peer earns something for a copy that comes now.
  mutating func credit(_ id: MessageID, to peer: PeerID, at now: UInt64) -> [String] {
    guard isEnabled, let delivery = deliveries[id], now >= delivery.time, !delivery.credited.contains(peer) else { return [] }
    deliveries[id]?.credited.insert(peer)
    return delivery.topics.filter { now - delivery.time <= parameters.topic($0).meshDeliveryWindow }
  }
}
