import ChainTypes
import LibP2P
import Logging
import NIOPosix
import Synchronization
import Testing

@testable import PeerNetwork

/// Nodes on real hosts, joined over loopback.
@Suite("Nodes on libp2p hosts", .timeLimit(.minutes(2)), .serialized)
struct HostNetworkTests {
  private let chain: SampleBlocks

  init() throws { chain = try SampleBlocks(count: 300) }

  private struct HostNode {
    let node: SampleNode
    let transport: HostTransport
    let network: PeerNetwork
    var peer: PeerID { transport.localPeer }
    var address: Multiaddr? { transport.listenAddresses.first }
  }

  private func make(height: UInt64 = 0, speaksBlockStreams: Bool = true, isLikeReference: Bool = false, discovers: Bool = false)
    async throws -> HostNode
  {
    var logger = Logger(label: "test")
    logger.logLevel = .error
    var configuration = HostConfiguration(listenAddresses: [try Multiaddr(parsing: "/ip4/127.0.0.1/tcp/0")])
    if isLikeReference {
      configuration.security = [.secio]
      configuration.muxers = ["/yamux/2.0.0"]
    }
    let host = Host(
      configuration: configuration, key: .generate(), eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    let transport = try HostTransport(host: host, discovery: discovers ? KademliaConfiguration() : nil, logger: logger)
    let node = SampleNode(chain: chain, height: height)
    var settings = PeerNetworkConfiguration(genesisHash: chain.genesis.hash, seed: 1)
    settings.servesBlockStreams = speaksBlockStreams
    let network = PeerNetwork(configuration: settings, transport: transport, delegate: node, tip: await node.tip(), logger: logger)
    return HostNode(node: node, transport: transport, network: network)
  }

  private func withRunning(_ nodes: [HostNode], _ body: () async throws -> Void) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for node in nodes {
        try await node.network.start()
        group.addTask { await node.network.run() }
      }
      defer { group.cancelAll() }
      try await body()
    }
  }

  @Test("a new node fetches the chain over a block stream")
  func blockStream() async throws {
    let old = try await make(height: 300)
    let new = try await make()
    try await withRunning([old, new]) {
      _ = try await new.transport.host.connect(to: try #require(old.address))
      await new.node.reached(300)
    }
    #expect(old.network.counters.outbound[.block] == nil)
    #expect(new.network.counters.offences.isEmpty)
  }

  @Test("a new node fetches the chain as v0.5.0 serves it: over secio, by unicast", arguments: [true, false])
  func unicast(oldIsReference: Bool) async throws {
    let old = try await make(height: 300, speaksBlockStreams: !oldIsReference, isLikeReference: oldIsReference)
    let new = try await make(speaksBlockStreams: oldIsReference, isLikeReference: !oldIsReference)
    try await withRunning([old, new]) {
      _ = try await new.transport.host.connect(to: try #require(old.address))
      await new.node.reached(300)
    }
    #expect(new.network.counters.offences.isEmpty)
    if oldIsReference { #expect(old.network.counters.outbound[.block] ?? 0 >= 300) }
  }

  @Test("four nodes in a line hear every action, vote and block, each once")
  func gossip() async throws {
    var nodes: [HostNode] = []
    for _ in 0..<4 { nodes.append(try await make()) }
    let actions = try (1...50).map { try sampleAction(UInt64($0)) }
    let votes = try (1...20).map { try sampleVote(UInt64($0)) }
    try await withRunning(nodes) {
      for index in 1..<4 { _ = try await nodes[index].transport.host.connect(to: try #require(nodes[index - 1].address)) }
      let topic = nodes[0].network.names.broadcastTopic
      // Everybody must know that the neighbours subscribe before the first message.
      for (index, node) in nodes.enumerated() {
        let neighbours = index == 0 || index == 3 ? 1 : 2
        while node.transport.pubSub.subscribers(of: topic).count < neighbours { try await Task.sleep(for: .milliseconds(5)) }
      }
      for action in actions { try await nodes[0].network.broadcast(.action(action)) }
      for vote in votes { try await nodes[3].network.broadcast(.consensus(vote)) }
      try await nodes[1].network.broadcast(.block(chain[1]))
      for index in 1..<4 { await nodes[index].node.waits { $0.actionBatches.joined().count == 50 } }
      for index in 0..<3 { await nodes[index].node.waits { $0.consensus.count == 20 } }
      for index in [0, 2, 3] { await nodes[index].node.reached(1) }
    }
    for index in 1..<4 {
      #expect(Set(nodes[index].node.state.withLock { $0.actionBatches }.joined()) == Set(actions))
      #expect(nodes[index].network.counters.offences.isEmpty)
    }
  }

  @Test("nodes that know one bootnode find each other, and sync from each other")
  func discovery() async throws {
    let boot = try await make(discovers: true)
    let old = try await make(height: 300, discovers: true)
    let new = try await make(discovers: true)
    try await withRunning([boot, old, new]) {
      for node in [old, new] { _ = try await node.transport.host.connect(to: try #require(boot.address)) }
      await new.node.reached(300)
    }
  }

  @Test("a node that sends invalid actions is banned and cut off")
  func ban() async throws {
    let good = try await make()
    let bad = try await make()
    let actions = try (1...30).map { try sampleAction(UInt64($0)) }
    for action in actions { good.node.state.withLock { $0.verdicts[action.hash] = .reject(.badSignature) } }
    try await withRunning([good, bad]) {
      _ = try await bad.transport.host.connect(to: try #require(good.address))
      while bad.transport.pubSub.subscribers(of: good.network.names.broadcastTopic).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      for action in actions { try await bad.network.broadcast(.action(action)) }
      while good.network.counters.bans == 0 { try await Task.sleep(for: .milliseconds(5)) }
      while good.transport.host.isConnected(bad.peer) { try await Task.sleep(for: .milliseconds(5)) }
    }
  }
}
