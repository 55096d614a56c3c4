import LibP2P
import Logging
import NIOPosix
import Synchronization

/// Runs many hosts in this process, over loopback: a gossip mesh that delivers messages to all, and the speed of one connection.
///
/// `gossip-mesh [mesh|speed] [HOSTS] [MESSAGES]`. Ends with 0 if every message arrived everywhere once.
@main struct GossipMesh {
  static let topic = "broadcast6438c9dc81d9e66ed023"
  static let logger = Logger(label: "gossip-mesh") { _ in SwiftLogNoOpLogHandler() }

  static func main() async throws {
    var arguments = CommandLine.arguments.dropFirst()
    let isSpeed = arguments.first == "speed"
    if isSpeed || arguments.first == "mesh" { arguments.removeFirst() }
    let numbers = arguments.compactMap { Int($0) }
    guard numbers.count == arguments.count, numbers.allSatisfy({ $0 > 1 && $0 <= 1_000_000 }), numbers.count <= 2 else {
      print("usage: gossip-mesh [mesh|speed] [HOSTS] [MESSAGES]")
      return exitUnsuccessfully(2)
    }
    let hostCount = min(500, numbers.first ?? (isSpeed ? 2 : 100))
    let messageCount = numbers.dropFirst().first ?? (isSpeed ? 100_000 : 1_000)
    let nodes = try await Node.start(hostCount)
    let isComplete = isSpeed ? try await measure(nodes, messageCount) : try await deliver(nodes, messageCount)
    for node in nodes { await node.host.stop() }
    if !isComplete { exitUnsuccessfully(1) }
  }

  /// Every node publishes its share; all must get all.
  private static func deliver(_ nodes: [Node], _ messageCount: Int) async throws -> Bool {
    let clock = ContinuousClock()
    var start = clock.now
    var random = SeededRandom(seed: 1)
    for (index, node) in nodes.enumerated() {
      // A ring, so that everybody can be reached, and three more at random.
      var others: Set<Int> = [(index + 1) % nodes.count]
      for _ in 0..<3 { others.insert(Int.random(in: nodes.indices, using: &random)) }
      for other in others.sorted() where other != index { try await node.host.connect(to: nodes[other].address) }
    }
    // Until every mesh has as many peers as it wants, or as there are.
    let meshDeadline = clock.now + .seconds(30)
    while nodes.contains(where: { !$0.hasMesh }), clock.now < meshDeadline { try await Task.sleep(for: .milliseconds(20)) }
    let meshTime = clock.now - start
    let meshes = nodes.map { $0.pubSub.mesh(of: topic).count }
    print("\(nodes.count) hosts, meshes of \(meshes.min() ?? 0) to \(meshes.max() ?? 0) peers after \(meshTime)")

    start = clock.now
    for number in 0..<messageCount {
      let content = [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number >> 16)]
      try nodes[number % nodes.count].pubSub.publish(content, to: topic)
      if number % 10 == 9 { await Task.yield() }
    }
    let total = messageCount * (nodes.count - 1)
    let deadline = clock.now + .seconds(50)
    while nodes.reduce(0, { $0 + $1.log.count }) < total, clock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
    let time = clock.now - start
    let delivered = nodes.reduce(0) { $0 + $1.log.count }
    let distinct = nodes.reduce(0) { $0 + $1.log.distinctCount }
    let checked = nodes.reduce(0) { $0 + Int($1.pubSub.statistics.checked) }
    print("\(messageCount) messages, \(delivered) of \(total) deliveries (\(distinct) distinct, \(checked) signatures checked) in \(time)")
    print("\(Int(Double(delivered) / seconds(time))) deliveries/s in this process")
    return delivered == total && distinct == total
  }

  /// The first node publishes to the others as fast as they take it.
  private static func measure(_ nodes: [Node], _ messageCount: Int) async throws -> Bool {
    for node in nodes.dropFirst() { try await nodes[0].host.connect(to: node.address) }
    while nodes.contains(where: { $0.pubSub.mesh(of: topic).isEmpty }) { try await Task.sleep(for: .milliseconds(20)) }
    let clock = ContinuousClock()
    let start = clock.now
    let content = [UInt8](repeating: 7, count: 200)
    var published = 0
    while published < messageCount {
      // At most 4,000 are under way, so that nothing overflows.
      let arrived = nodes.dropFirst().map(\.log.count).min() ?? 0
      if published - arrived >= 4000 {
        try await Task.sleep(for: .milliseconds(1))
        continue
      }
      let batch = (0..<min(50, messageCount - published)).map { _ in content }
      try nodes[0].pubSub.publish(all: batch, to: topic)
      published += batch.count
    }
    let deadline = clock.now + .seconds(50)
    while nodes.dropFirst().contains(where: { $0.log.count < messageCount }), clock.now < deadline {
      try await Task.sleep(for: .milliseconds(1))
    }
    let time = clock.now - start
    let delivered = nodes.dropFirst().map(\.log.count)
    print(
      "\(messageCount) messages of 200 bytes to \(nodes.count - 1) peers in \(time): \(Int(Double(messageCount) / seconds(time))) messages/s for each node"
    )
    return delivered.allSatisfy { $0 == messageCount }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}

/// A host with pubsub, and what it received.
struct Node: Sendable {
  let host: Host
  let pubSub: PubSub
  let address: Multiaddr
  let log: DeliveryLog

  /// Whether the mesh is full enough.
  var hasMesh: Bool {
    let subscribers = pubSub.subscribers(of: GossipMesh.topic).count
    return subscribers >= 2 && pubSub.mesh(of: GossipMesh.topic).count >= min(GossipParameters().meshLow, subscribers)
  }

  static func start(_ count: Int) async throws -> [Node] {
    var nodes: [Node] = []
    for _ in 0..<count {
      var configuration = HostConfiguration(listenAddresses: [try Multiaddr(parsing: "/ip4/127.0.0.1/tcp/0")])
      // All come from one address.
      configuration.limits.incomingPerAddress = RateLimit(perSecond: 1000, burst: 1000)
      configuration.limits.connectionsPerAddress = 1000
      let host = Host(
        configuration: configuration, key: .generate(), eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: GossipMesh.logger)
      let pubSub = try PubSub(host: host, logger: GossipMesh.logger)
      let log = DeliveryLog()
      pubSub.subscribe(GossipMesh.topic, GossipSubscription(deliver: { message, _ in log.add(message.id) }))
      let listening = try await host.start()
      guard let address = listening.first else { throw HostError.notRunning }
      nodes.append(Node(host: host, pubSub: pubSub, address: address.with(peerID: host.peerID), log: log))
    }
    return nodes
  }
}

/// Counts deliveries.
final class DeliveryLog: Sendable {
  private let state = Mutex<(count: Int, ids: Set<MessageID>)>((0, []))

  func add(_ id: MessageID) {
    state.withLock { state in
      state.count += 1
      state.ids.insert(id)
    }
  }

  var count: Int { state.withLock { $0.count } }
  var distinctCount: Int { state.withLock { $0.ids.count } }
}
