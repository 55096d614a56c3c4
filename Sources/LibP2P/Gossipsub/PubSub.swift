import Glibc
public import Logging
import Synchronization

/// Publish and subscribe on a ``Host``: gossipsub 1.1, 1.0 and floodsub, strictly signed.
///
/// Joins a ``GossipRouter`` with streams, clocks and threads. Works from `init` on until the host stops: it then holds nothing any more.
/// Messages of a peer are read in batches; new ones are checked on a pool of threads while the peer's stream waits, so that a flood
/// slows the flooder. State is guarded by a lock; subscribers are called without it.
public final class PubSub: Sendable {
  /// How it behaves.
  public let configuration: PubSubConfiguration
  let host: Host
  let logger: Logger
  let state: Mutex<PubSubState>
  private let lastSequence: Atomic<UInt64>

  /// Begins to serve pubsub on a host, started or not.
  ///
  /// - Throws: `invalidParameter` if the router's parameters do not fit each other.
  public init(host: Host, configuration: PubSubConfiguration = PubSubConfiguration(), logger: Logger) throws(PubSubError) {
    if let name = configuration.router.firstInvalid { throw .invalidParameter(name) }
    self.host = host
    self.configuration = configuration
    self.logger = logger
    let seed = UInt64.random(in: .min ... .max)
    state = Mutex(PubSubState(router: GossipRouter(local: host.peerID, parameters: configuration.router, seed: seed)))
    // As the reference does: later runs must not repeat numbers that others remember.
    lastSequence = Atomic(Self.wallClock())
    host.setHandler(GossipProtocol.preference, limits: configuration.streams) { [weak self] stream in await self?.read(stream) }
    host.spawn { await self.followPeers() }
    host.spawn { await self.beat() }
  }

  // MARK: Topics

  /// Wants a topic's messages. A second subscription replaces the first.
  public func subscribe(_ topic: String, _ subscription: GossipSubscription) {
    handle(.subscribe(topic)) { $0.subscriptions[topic] = subscription }
  }

  /// No longer wants them.
  public func unsubscribe(_ topic: String) {
    handle(.unsubscribe(topic)) { $0.subscriptions[topic] = nil }
  }

  /// Signs a message and queues it for those who should have it. Not delivered to this node's own subscriber.
  ///
  /// - Returns: For how many peers it was queued. None is no error: there may be nobody, or they may be too slow.
  /// - Throws: `tooLong`.
  @discardableResult
  public func publish(_ data: [UInt8], to topic: String, priority: GossipPriority = .normal) throws(PubSubError) -> Int {
    guard data.count <= configuration.longestData else { throw .tooLong(data.count) }
    return publish([sign(data, topic)], priority)
  }

  /// Signs several messages and queues them together, which costs less than one after the other.
  ///
  /// - Returns: For how many peers each message was queued, added up.
  /// - Throws: `tooLong`; then none is published.
  @discardableResult
  public func publish(all contents: [[UInt8]], to topic: String, priority: GossipPriority = .normal) throws(PubSubError) -> Int {
    for data in contents where data.count > configuration.longestData { throw .tooLong(data.count) }
    return publish(contents.map { sign($0, topic) }, priority)
  }

  // MARK: Peers

  /// States what the application holds of a peer; it replaces what it said before. 0 is neutral, below -160 nobody is listened to.
  public func setApplicationScore(_ score: Double, of peer: PeerID) { handle(.applicationScore(peer, score)) }

  /// What this node holds of a peer.
  public func score(of peer: PeerID) -> Double { state.withLock { $0.router.score(of: peer) } }

  /// The peers in the mesh of a topic.
  public func mesh(of topic: String) -> [PeerID] { state.withLock { $0.router.mesh(of: topic) } }

  /// The connected peers that subscribe to a topic, sorted.
  public func subscribers(of topic: String) -> [PeerID] { state.withLock { $0.router.subscribers(of: topic) } }

  /// The connected peers that speak a pubsub protocol, sorted.
  public var peers: [PeerID] { state.withLock { $0.router.connectedPeers } }

  /// Counts since the start.
  public var statistics: GossipStatistics { state.withLock { $0.router.statistics } }

  /// Messages lost so far because peers were too slow to take them.
  public var droppedCount: UInt64 {
    state.withLock { state in state.lanes.values.reduce(state.droppedBefore) { $0 &+ $1.droppedCount } }
  }

  // MARK: Events

  /// Hands an event to the router and does what it says, but for validation, which is the caller's: only `received` and `validated` ask for it.
  @discardableResult
  func handle(_ event: GossipEvent, after change: (inout PubSubState) -> Void = { _ in }) -> PubSubState.Work {
    handle(CollectionOfOne(event), after: change)
  }

  /// The same for several events, under one lock.
  @discardableResult
  func handle(_ events: some Collection<GossipEvent>, after change: (inout PubSubState) -> Void = { _ in }) -> PubSubState.Work {
    let now = Host.now()
    let work = state.withLock { state in
      var work = PubSubState.Work()
      change(&state)
      for event in events { state.handle(event, at: now, &work) }
      return work
    }
    for lane in work.lanes { lane.wake() }
    for delivery in work.deliveries { delivery.subscription.deliver(delivery.message, delivery.source) }
    for peer in work.graylisted { throwOut(peer) }
    return work
  }

  private func sign(_ data: [UInt8], _ topic: String) -> GossipMessage {
    let sequence = lastSequence.wrappingAdd(1, ordering: .relaxed).newValue
    return GossipMessage(signing: data, topics: [topic], sequence: sequence, with: host.key)
  }

  private func publish(_ messages: [GossipMessage], _ priority: GossipPriority) -> Int {
    handle(messages.map { .publish($0, priority) }).queuedCount
  }

  private func throwOut(_ peer: PeerID) {
    logger.debug("a peer misbehaved too often", metadata: ["peer": "\(peer)"])
    if let duration = configuration.graylistBan { host.ban(peer, for: duration) }
  }

  private func beat() async {
    let interval = Duration.nanoseconds(Int64(clamping: configuration.router.heartbeatInterval))
    var count: UInt64 = 0
    // The reference's first heartbeat comes early too.
    guard (try? await Task.sleep(for: min(interval, .milliseconds(100)))) != nil else { return }
    while !Task.isCancelled {
      handle(.heartbeat)
      count &+= 1
      if count.isMultiple(of: 10) { reviewPeers() }
      guard (try? await Task.sleep(for: interval)) != nil else { return }
    }
  }

  private static func wallClock() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(bitPattern: Int64(time.tv_sec)) &* 1_000_000_000 &+ UInt64(bitPattern: Int64(time.tv_nsec))
  }
}

/// Why a ``PubSub`` could not do something.
public enum PubSubError: Error, Sendable, Hashable {
  /// A parameter of the router does not fit the others; the text is its name.
  case invalidParameter(String)
  /// A message has more bytes than may be.
  case tooLong(Int)
}

extension PubSubError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .invalidParameter(let name): "the gossip parameter \(name) does not fit the others"
    case .tooLong(let count): "a message of \(count) bytes is too long to be published"
    }
  }
}
