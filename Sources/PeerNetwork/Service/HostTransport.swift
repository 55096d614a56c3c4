public import LibP2P
public import Logging
import Synchronization

/// A ``PeerTransport`` on libp2p: streams of a `Host`, gossip of a `PubSub` on it.
///
/// The owner configures the host: bootnodes are among its persistent peers. With Kademlia more peers are found through them.
/// `start` starts the host; `stop` stops it.
public final class HostTransport: PeerTransport {
  /// The node's connections.
  public let host: Host
  /// The node's gossip.
  public let pubSub: PubSub
  /// What finds peers; nil when the node talks only to those that it was told of, and to those who come.
  public let kademlia: Kademlia?
  private let limits: StreamLimits
  private let enoughPeers: Int
  private let state = Mutex(State())

  private struct State: Sendable {
    var addresses: [Multiaddr] = []
    /// Passes on what happens to peers, and looks for more.
    var tasks: [Task<Void, Never>] = []
  }

  /// A transport over a host that was not started.
  ///
  /// - Parameters:
  ///   - discovery: how peers are looked for; nil for not at all.
  ///   - enoughPeers: nobody new is dialled while there are so many.
  ///   - limits: of the streams that carry a message each and of block streams. v0.5.0 opens one for each block that it
  ///     serves, so they are many.
  public init(
    host: Host, pubSub configuration: PubSubConfiguration = PubSubConfiguration(), discovery: KademliaConfiguration? = nil,
    enoughPeers: Int = 32, limits: StreamLimits = HostTransport.defaultLimits, logger: Logger
  ) throws(PubSubError) {
    self.host = host
    self.limits = limits
    self.enoughPeers = enoughPeers
    pubSub = try PubSub(host: host, configuration: configuration, logger: logger)
    kademlia = discovery.map { Kademlia(host: host, configuration: $0, logger: logger) }
  }

  /// 256 streams of a peer at once, 4,096 in all, 20,000 openings a second, half a minute for each.
  ///
  /// A v0.5.0 peer that is fetched from opens so many, and a stream beyond the rate is a block lost. A flooder is stopped by
  /// the limit on messages that nobody asked for (``PeerNetworkConfiguration/unicastPerSecond``), which ends in a ban.
  public static let defaultLimits = StreamLimits(
    concurrentPerConnection: 256, concurrent: 4096, openings: RateLimit(perSecond: 20_000, burst: 20_000), lifetime: .seconds(30))

  /// This node.
  public var localPeer: PeerID { host.peerID }
  /// Where the host listens, after the start.
  public var listenAddresses: [Multiaddr] { state.withLock { $0.addresses } }

  /// Starts the host, and everything on it.
  public func start(_ handlers: PeerTransportHandlers) async throws {
    for handler in handlers.streams {
      host.setHandler([handler.protocolID], limits: limits) { stream in await handler.handle(HostChannel(stream)) }
    }
    pubSub.subscribe(
      handlers.topic,
      GossipSubscription(
        priority: { handlers.isUrgent($0.dataSlice) ? .urgent : .normal },
        validation: .deferred { message, sender in await handlers.validate(message.author, sender, message.data) }))
    let events = host.events
    let watcher = Task { await Self.watch(events, handlers) }
    state.withLock { $0.tasks.append(watcher) }
    let listening = try await host.start()
    state.withLock { $0.addresses = listening }
    guard let kademlia else { return }
    let discovery = PeerDiscovery(host: host, kademlia: kademlia, enoughPeers: enoughPeers, interval: .seconds(2))
    let seeker = Task { await discovery.run() }
    state.withLock { $0.tasks.append(seeker) }
  }

  private static func watch(_ events: AsyncStream<HostEvent>, _ handlers: PeerTransportHandlers) async {
    for await event in events {
      switch event {
      case .connected: break
      case .identified(let peer, let info): await handlers.event(.identified(peer, protocols: info.protocols))
      case .disconnected(let peer): await handlers.event(.disconnected(peer))
      }
    }
  }

  /// Stops the host.
  public func stop() async {
    await host.stop()
    let tasks = state.withLock { state in
      defer { state.tasks = [] }
      return state.tasks
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  /// Opens a stream with the first of the protocols that the peer speaks.
  public func openStream(to peer: PeerID, protocols: [String]) async throws -> any PeerChannel {
    HostChannel(try await host.openStream(to: peer, protocols: protocols))
  }

  /// Publishes to the topic. Nobody being there is no error.
  public func publish(_ data: [UInt8], to topic: String, isUrgent: Bool) async throws {
    try pubSub.publish(data, to: topic, priority: isUrgent ? .urgent : .normal)
  }

  /// Lowers the peer's score in gossip, and makes it the first to go when there are too many.
  public func setStanding(of peer: PeerID, points: Int) {
    pubSub.setApplicationScore(-Double(points), of: peer)
    host.setScore(-Double(points), of: peer)
  }

  /// Ends the connections with a peer and refuses new ones for a while.
  public func ban(_ peer: PeerID, for duration: Duration) async { host.ban(peer, for: duration) }
}

/// A libp2p stream as a channel.
private struct HostChannel: PeerChannel {
  private let stream: PeerStream

  init(_ stream: PeerStream) { self.stream = stream }

  var peer: PeerID { stream.peer }
  func readToEnd(limit: Int) async throws -> [UInt8] { try await stream.readToEnd(limit: limit) }
  func readMessages(limit: Int) async throws -> [[UInt8]]? { try await stream.readMessages(limit: limit) }
  func write(_ bytes: [UInt8]) async throws { try await stream.write(bytes) }
  func closeWrite() { stream.closeWrite() }
  func reset() { stream.reset() }
}
