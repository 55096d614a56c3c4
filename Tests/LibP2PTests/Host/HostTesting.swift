import LibP2P
import Logging
import NIOCore
import NIOPosix

/// Hosts for tests: on loopback, on ports that the system picks.
enum HostTesting {
  /// The threads of all tests.
  static let group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

  /// How tests' hosts are configured.
  static func configuration(listens: Bool = true) throws -> HostConfiguration {
    var configuration = HostConfiguration()
    if listens { configuration.listenAddresses = [try Multiaddr(parsing: "/ip4/127.0.0.1/tcp/0")] }
    return configuration
  }

  /// A host that was started.
  static func start(_ key: NodeKey = .generate(), _ configure: (inout HostConfiguration) -> Void = { _ in }) async throws -> Host {
    var configuration = try configuration()
    configure(&configuration)
    var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let host = Host(configuration: configuration, key: key, eventLoopGroup: group, logger: logger)
    try await host.start()
    return host
  }

  /// Runs a body with hosts, and stops them afterwards.
  static func with(
    _ count: Int = 2, _ configure: (inout HostConfiguration) -> Void = { _ in }, _ body: ([Host]) async throws -> Void
  ) async throws {
    var hosts: [Host] = []
    for _ in 0..<count { hosts.append(try await start(.generate(), configure)) }
    let result: Result<Void, any Error>
    do { result = .success(try await body(hosts)) } catch { result = .failure(error) }
    for host in hosts { await host.stop() }
    try result.get()
  }
}

extension Host {
  /// Where to reach it.
  var address: Multiaddr { get throws { try Multiaddr(parsing: "\(listenAddresses[0])").with(peerID: peerID) } }

  /// Waits until a peer told what it is.
  func identified(_ peer: PeerID) async -> IdentifyInfo? {
    for await event in events { if case .identified(peer, let info) = event { return info } }
    return nil
  }

  /// Waits until a peer is gone.
  func disconnection(of peer: PeerID) async {
    let events = events
    guard isConnected(peer) else { return }
    for await event in events { if case .disconnected(peer) = event { return } }
  }
}
