import NIOCore

/// What a ``Host`` knows; guarded by its lock.
struct HostState {
  /// How far the host is.
  enum Phase {
    /// Not started.
    case idle
    /// In use.
    case running
    /// Of no more use.
    case stopped
  }

  /// How many bans are remembered.
  private static let banLimit = 4_096
  /// How many events a subscriber may be behind before it loses the oldest.
  static let eventBacklog = 8_192

  /// How far the host is.
  var phase = Phase.idle
  /// The sockets that listen.
  var listeners: [any Channel] = []
  /// Where they listen.
  var addresses: [Multiaddr] = []
  /// Who is connected.
  var table: PeerTable
  /// Who may connect.
  var admission: AdmissionControl
  /// Whom not to dial.
  var backOff: DialBackOff
  /// Dials under way.
  var dials: [DialBackOff.Target: EventLoopPromise<PeerConnection>] = [:]
  /// Counts since the start.
  var counts = HostStatistics()
  /// What runs the host's tasks.
  var runner: Task<Void, Never>?
  /// Who is told of events.
  private var subscribers: [UInt64: AsyncStream<HostEvent>.Continuation] = [:]
  /// The name of the next subscriber.
  private var nextSubscriber: UInt64 = 0
  /// Who may not connect, and until when.
  private var bans: [PeerID: UInt64] = [:]

  /// A host that was not started.
  init(_ configuration: HostConfiguration, own: PeerID) {
    table = PeerTable(own: own)
    admission = AdmissionControl(configuration.limits)
    backOff = DialBackOff(configuration.dialing)
  }

  /// Tells everybody.
  func publish(_ event: HostEvent) { for subscriber in subscribers.values { subscriber.yield(event) } }

  /// Adds a subscriber, which first hears of those who are here; returns its name.
  mutating func subscribe(_ continuation: AsyncStream<HostEvent>.Continuation) -> UInt64 {
    for (peer, entry) in table.entries {
      if let connection = entry.connections.first {
        continuation.yield(.connected(peer, address: connection.remoteAddress, isOutbound: connection.isOutbound))
      }
      if let info = entry.info { continuation.yield(.identified(peer, info)) }
    }
    if phase == .stopped { continuation.finish() }
    defer { nextSubscriber += 1 }
    subscribers[nextSubscriber] = continuation
    return nextSubscriber
  }

  /// Forgets a subscriber.
  mutating func unsubscribe(_ name: UInt64) { subscribers[name] = nil }

  /// Takes all subscribers, to be told of the end.
  mutating func takeSubscribers() -> [AsyncStream<HostEvent>.Continuation] {
    defer { subscribers = [:] }
    return Array(subscribers.values)
  }

  /// Refuses a peer until then.
  mutating func ban(_ peer: PeerID, until: UInt64, at now: UInt64) {
    if bans.count >= Self.banLimit {
      bans = bans.filter { $0.value > now }
      if bans.count >= Self.banLimit, let soonest = bans.min(by: { $0.value < $1.value }) { bans[soonest.key] = nil }
    }
    bans[peer] = until
  }

  /// Whether a peer is refused.
  func isBanned(_ peer: PeerID, at now: UInt64) -> Bool { isIsolated || bans[peer].map { $0 > now } ?? false }

  /// Whether nobody may be connected.
  var isIsolated = false

  /// Takes a connection in, or says why not. True for the peer's first.
  mutating func register(_ connection: PeerConnection, _ limits: HostLimits, at now: UInt64) throws(ConnectionRefusal) -> Bool {
    guard phase == .running, table.connectionCount < limits.connections else { throw .total }
    guard !isBanned(connection.peer, at: now) else { throw .banned }
    guard (table.entries[connection.peer]?.connections.count ?? 0) < limits.connectionsPerPeer else { throw .peer }
    return table.add(connection, at: now)
  }
}
