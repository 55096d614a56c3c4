import LibP2P
import Testing

/// Whole networks of routers.
@Suite struct GossipNetworkTests {
  /// A ring, so that it is connected, with further random connections.
  private static func network(_ count: Int, degree: Int, seed: UInt64, speaks: (Int) -> GossipProtocol = { _ in .gossipsub11 })
    -> GossipNetwork
  {
    var network = GossipNetwork(count: count, seed: seed, speaks: speaks)
    var random = SeededRandom(seed: seed)
    network.subscribeAll()
    for node in 0..<count {
      network.connect(node, (node + 1) % count)
      for _ in 0..<degree / 2 - 1 {
        let other = Int.random(in: 0..<count, using: &random)
        if other != node { network.connect(node, other) }
      }
    }
    network.settle()
    for _ in 0..<3 { network.beat() }
    return network
  }

  @Test func `100 routers form a mesh and deliver 1,000 messages to all, each checked once`() {
    var network = Self.network(100, degree: 10, seed: 1)
    let parameters = GossipParameters()
    for router in network.routers {
      let mesh = router.mesh(of: GossipFixtures.topic)
      #expect(mesh.count >= parameters.meshLow && mesh.count <= parameters.meshHigh)
      #expect(Set(mesh).count == mesh.count && !mesh.contains(router.local))
    }
    for number in 0..<1000 {
      let author = number * 7 % 100
      network.publish(GossipFixtures.message(from: author, UInt64(number)), at: author)
      network.settle()
      if number % 250 == 249 { network.beat() }
    }
    for node in 0..<100 {
      let published = (0..<1000).count { $0 * 7 % 100 == node }
      #expect(network.deliveries[node].count == 1000 - published)
      #expect(network.deliveries[node].values.allSatisfy { $0 == 1 })
    }
    #expect(network.validations == 99 * 1000)
    // Each link of the mesh carries a message once, or twice if it crosses itself: far less than flooding.
    #expect(network.rpcCount < 100 * 1000 * parameters.meshHigh)
  }

  @Test func `gossip brings a message to nodes that no mesh reaches`() {
    // A hub whose mesh is full of others: the leaves outside hear of messages from offers alone.
    var network = GossipNetwork(count: 31, seed: 3)
    network.subscribeAll()
    for leaf in 1...30 { network.connect(leaf, 0) }
    network.settle()
    for _ in 0..<3 { network.beat() }
    #expect(network.routers[0].mesh(of: GossipFixtures.topic).count <= 12)
    let message = GossipFixtures.message(from: 0, 1)
    network.publish(message, at: 0)
    network.settle()
    let direct = (1...30).count { network.deliveries[$0][message.id] == 1 }
    #expect(direct < 30)
    for _ in 0..<4 { network.beat() }
    let reached = (1...30).count { network.deliveries[$0][message.id] == 1 }
    #expect(reached > direct && reached >= 25)
  }

  @Test(arguments: [GossipProtocol.gossipsub10, .floodsub])
  func `works among peers of which half speak an older protocol`(_ older: GossipProtocol) {
    var network = Self.network(30, degree: 8, seed: 5) { $0 % 2 == 0 ? .gossipsub11 : older }
    for number in 0..<30 {
      network.publish(GossipFixtures.message(from: number, 1), at: number)
      network.settle()
    }
    for _ in 0..<3 { network.beat() }
    for node in 0..<30 { #expect(network.deliveries[node].count == 29, "node \(node)") }
  }

  @Test func `repeats itself exactly with the same seed`() {
    func run(_ seed: UInt64) -> [GossipRouter] {
      var network = Self.network(12, degree: 6, seed: seed)
      for number in 0..<20 { network.publish(GossipFixtures.message(from: number % 12, UInt64(number)), at: number % 12) }
      network.settle()
      network.beat()
      return network.routers
    }
    #expect(run(11) == run(11))
    #expect(run(11) != run(12))
  }
}
