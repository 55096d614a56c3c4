public import LibP2P
import Synchronization

/// A ``PeerTransport`` on libp2p: streams of a `Host`, gossip of a `PubSub`.
///
/// The owner configures both and decides whom to dial: bootnodes and persistent peers are the host's, discovery is
/// Kademlia's. `start` starts the host; `stop` stops it.
public final class HostTransport: PeerTransport {
  /// The node's connections.
  public let host: Host
  /// Where the host listens, after the start.
  private let addresses = Mutex<[Multiaddr]>([])
  private let watcher = Mutex<Task<Void, Never>?>(nil)
  private let limits: StreamLimits

  /// A transport over a host that was not started.
  ///
  /// - Parameter limits: of the streams that carry a message each and of block streams. v0.5.0 opens one for each block that
  ///   it serves, so they are many.
  public init(host: Host, limits: StreamLimits = HostTransport.defaultLimits) {
    self.host = host
    self.limits = limits
  }

  /// 256 streams of a peer at once, 4,096 in all, 2,000 openings a second, half a minute for each.
  public static let defaultLimits = StreamLimits(
    concurrentPerConnection: 256, concurrent: 4096, openings: RateLimit(perSecond: 2000, burst: 4000), lifetime: .seconds(30))

  /// This node.
  public var localPeer: PeerID { host.peerID }
  /// Where the host listens, after the start.
  public var listenAddresses: [Multiaddr] { addresses.withLock { $0 } }

  /// Starts the host, and everything on it.
  public func start(_ handlers: PeerTransportHandlers) async throws {
    for handler in handlers.streams {
      host.setHandler([handler.protocolID], limits: limits) { stream in await handler.handle(HostChannel(stream)) }
    }
    let events = host.events
    watcher.withLock { $0 = Task { await Self.watch(events, handlers) } }
    let listening = try await host.start()
    addresses.withLock { $0 = listening }
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
    watcher.withLock { $0 }?.cancel()
    await host.stop()
  }

  /// Opens a stream with the first of the protocols that the peer speaks.
  public func openStream(to peer: PeerID, protocols: [String]) async throws -> any PeerChannel {
    HostChannel(try await host.openStream(to: peer, protocols: protocols))
  }

  /// Publishes to the topic.
  public func publish(_ data: [UInt8], to topic: String, isUrgent: Bool) async throws {
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
