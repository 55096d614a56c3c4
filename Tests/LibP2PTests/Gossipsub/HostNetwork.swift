import LibP2P
import Logging
import NIOPosix
import Synchronization
import Testing

/// Hosts on loopback with everything that serves on them.
struct HostNetwork: Sendable {
  let group: MultiThreadedEventLoopGroup
  let hosts: [Host]
  let pubSubs: [PubSub]
  let kademlias: [Kademlia]
  /// Where each host listens, with its peer id.
  let addresses: [Multiaddr]

  static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// Runs a test with `count` hosts, and stops them. Heartbeats come ten times a second.
  static func run(_ count: Int, security: SecurityProtocol = .noise, _ body: (HostNetwork) async throws -> Void) async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    var hosts: [Host] = []
    var pubSubs: [PubSub] = []
    var kademlias: [Kademlia] = []
    var addresses: [Multiaddr] = []
    for _ in 0..<count {
      var configuration = HostConfiguration(listenAddresses: [try Multiaddr(parsing: "/ip4/127.0.0.1/tcp/0")])
      configuration.security = [security]
      let host = Host(configuration: configuration, key: .generate(), eventLoopGroup: group, logger: logger)
      var parameters = PubSubConfiguration()
      parameters.router.heartbeatInterval = 100_000_000
      parameters.reopenDelay = .milliseconds(10)
      pubSubs.append(try PubSub(host: host, configuration: parameters, logger: logger))
      var dht = KademliaConfiguration()
      dht.retryInterval = .seconds(1000)
      dht.requestTimeout = .seconds(5)
      kademlias.append(Kademlia(host: host, configuration: dht, logger: logger))
      let listening = try #require(try await host.start().first)
      addresses.append(listening.with(peerID: host.peerID))
      hosts.append(host)
    }
    let network = HostNetwork(group: group, hosts: hosts, pubSubs: pubSubs, kademlias: kademlias, addresses: addresses)
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(network))
    } catch {
      result = .failure(error)
    }
    for host in hosts { await host.stop() }
    try result.get()
  }

  func connect(_ caller: Int, _ callee: Int) async throws { try await hosts[caller].connect(to: addresses[callee]) }
}

/// Waits until something is so, which hosts on real connections do not announce, and leaves them the processor meanwhile. The
/// test's time limit ends it with an error.
func eventually(_ condition: () async throws -> Bool) async throws {
  while try await !condition() { try await Task.sleep(for: .milliseconds(1)) }
}

/// What arrived, in order.
final class MessageLog: Sendable {
  private let messages = Mutex<[[UInt8]]>([])

  func append(_ message: [UInt8]) { messages.withLock { $0.append(message) } }
  var all: [[UInt8]] { messages.withLock { $0 } }
  var count: Int { messages.withLock { $0.count } }
}
