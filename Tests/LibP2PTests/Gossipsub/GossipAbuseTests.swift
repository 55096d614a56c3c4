import LibP2P
import Testing

/// What hostile peers can do.
@Suite struct GossipAbuseTests {
  private typealias F = GossipFixtures

  private static func router(parameters: GossipParameters = GossipParameters()) -> GossipRouter {
    var router = GossipRouter(local: F.peer(0), parameters: parameters, seed: 1)
    _ = router.handle(.subscribe(F.topic), at: 0)
    router.meet(1)
    return router
  }

  private static func ids(_ count: Int, from start: Int = 0) -> [MessageID] {
    (start..<start + count).map { F.message(from: 99, UInt64($0)).id }
  }

  private static func offer(_ ids: [MessageID], topic: String = F.topic) -> GossipRPC {
    GossipRPC(control: GossipControl(ihave: [GossipControl.IHave(topic: topic, ids: ids)]))
  }

  @Test func `asks for no more than the limit of what is offered between heartbeats`() {
    var parameters = GossipParameters()
    parameters.idsPerHeartbeat = 100
    var router = Self.router(parameters: parameters)
    #expect(router.handle(.received(Self.offer(Self.ids(80)), from: F.peer(1)), at: 0).requested.count == 80)
    #expect(router.handle(.received(Self.offer(Self.ids(1000, from: 80)), from: F.peer(1)), at: 0).requested.count == 20)
    #expect(router.handle(.received(Self.offer(Self.ids(10, from: 2000)), from: F.peer(1)), at: 0).requested.isEmpty)
    _ = router.handle(.heartbeat, at: F.second)
    #expect(router.handle(.received(Self.offer(Self.ids(10, from: 2000)), from: F.peer(1)), at: F.second).requested.count == 10)
  }

  @Test func `ignores offers beyond ten between heartbeats, and all of a peer that goes on`() {
    var router = Self.router()
    for number in 0..<10 {
      #expect(router.handle(.received(Self.offer(Self.ids(1, from: number)), from: F.peer(1)), at: 0).requested.count == 1)
    }
    for number in 10..<50 {
      #expect(router.handle(.received(Self.offer(Self.ids(1, from: number)), from: F.peer(1)), at: 0).requested.isEmpty)
    }
    #expect(router.score(of: F.peer(1)) < GossipParameters().scoring.gossipThreshold)
  }

  @Test func `asks for nothing that it has, is checking, or does not subscribe to, nor twice for one id`() {
    var router = Self.router()
    let seen = F.message(from: 99, 1)
    router.take(seen, from: 1)
    let pending = F.message(from: 99, 2)
    _ = router.handle(.received(F.rpc(pending), from: F.peer(1)), at: 0)
    let new = F.message(from: 99, 3).id
    let effects = router.handle(.received(Self.offer([seen.id, pending.id, new, new]), from: F.peer(1)), at: 0)
    #expect(effects.requested == [new])
    #expect(router.handle(.received(Self.offer(Self.ids(3, from: 50), topic: "other"), from: F.peer(1)), at: 0).isEmpty)
  }

  @Test func `a peer that does not keep its promises loses its score`() {
    var router = Self.router()
    var now: UInt64 = 0
    for round in 0..<8 {
      for number in 0..<5 {
        _ = router.handle(.received(Self.offer(Self.ids(10, from: 1000 * round + 10 * number)), from: F.peer(1)), at: now)
      }
      now += 4 * F.second
      _ = router.handle(.heartbeat, at: now)
    }
    #expect(router.score(of: F.peer(1)) < 0)
    // One that does is not judged.
    var honest = Self.router()
    for number in 0..<20 {
      let message = F.message(from: 99, UInt64(number))
      _ = honest.handle(.received(Self.offer([message.id]), from: F.peer(1)), at: UInt64(number) * F.second)
      honest.take(message, from: 1, at: UInt64(number) * F.second)
      _ = honest.handle(.heartbeat, at: UInt64(number) * F.second + 1)
    }
    #expect(honest.score(of: F.peer(1)) > 0)
  }

  @Test func `gives a message three times to one peer, and once in a reply`() {
    var router = Self.router()
    router.meet(2)
    let message = F.message(from: 99, 1)
    router.take(message, from: 2)
    func request() -> GossipRPC { GossipRPC(control: GossipControl(iwant: [[message.id]])) }
    for _ in 0..<3 { #expect(router.handle(.received(request(), from: F.peer(1)), at: 0).sent.map(\.rpc.messages) == [[message]]) }
    #expect(router.handle(.received(request(), from: F.peer(1)), at: 0).isEmpty)
    #expect(router.handle(.received(request(), from: F.peer(2)), at: 0).sent.count == 1)
    #expect(router.statistics.retransmitted == 4)
  }

  @Test func `stops answering a flood of requests`() {
    var parameters = GossipParameters()
    parameters.requestsPerHeartbeat = 100
    var router = Self.router(parameters: parameters)
    let message = F.message(from: 99, 1)
    router.take(message, from: 1)
    let flood = GossipRPC(control: GossipControl(iwant: [Self.ids(200, from: 10) + [message.id]]))
    #expect(router.handle(.received(flood, from: F.peer(1)), at: 0).isEmpty)
    for _ in 0..<15 { _ = router.handle(.received(flood, from: F.peer(1)), at: 0) }
    #expect(router.score(of: F.peer(1)) < GossipParameters().scoring.gossipThreshold)
    let small = GossipRPC(control: GossipControl(iwant: [[message.id]]))
    #expect(router.handle(.received(small, from: F.peer(1)), at: 0).isEmpty)
  }

  @Test func `remembers a bounded number of a peer's topics and changes`() {
    var router = Self.router()
    let many = GossipRPC(subscriptions: (0..<1000).map { GossipRPC.Subscription(topic: "t\($0)", isSubscribed: true) })
    _ = router.handle(.received(many, from: F.peer(1)), at: 0)
    let known = (0..<1000).count { !router.subscribers(of: "t\($0)").isEmpty }
    #expect(known == GossipParameters().topicsPerPeer - 1)
    #expect(router.score(of: F.peer(1)) < 0)
    // All of it goes with the peer.
    _ = router.handle(.disconnected(F.peer(1)), at: 0)
    #expect((0..<1000).allSatisfy { router.subscribers(of: "t\($0)").isEmpty })
    // On and off.
    var toggled = Self.router()
    for number in 0..<600 {
      let change = GossipRPC(subscriptions: [GossipRPC.Subscription(topic: "t", isSubscribed: number % 2 == 0)])
      _ = toggled.handle(.received(change, from: F.peer(1)), at: 0)
    }
    #expect(toggled.score(of: F.peer(1)) < -160)
  }

  @Test(arguments: [GossipProtocol.gossipsub10, .gossipsub11])
  func `answers a bounded number of GRAFTs between heartbeats`(_ speaks: GossipProtocol) {
    var router = GossipRouter(local: F.peer(0), seed: 1)
    _ = router.handle(.subscribe(F.topic), at: 0)
    router.meet(1, speaks)
    let spam = GossipRPC(control: GossipControl(graft: (0..<200).map { "t\($0)" }))
    let answers = router.handle(.received(spam, from: F.peer(1)), at: 0).pruned.count
    #expect(answers == (speaks == .gossipsub10 ? GossipParameters().graftsPerHeartbeat : 0))
    #expect(router.score(of: F.peer(1)) < -160)
    #expect(router.handle(.received(spam, from: F.peer(1)), at: 1).isEmpty)
  }

  @Test func `a few invalid messages end a peer's place in the mesh, some more silence it`() {
    var router = Self.router()
    for index in 2...6 { router.meet(index) }
    #expect(router.mesh(of: F.topic).contains(F.peer(1)))
    router.take(F.message(from: 99, 1), from: 1, .reject)
    #expect(router.handle(.heartbeat, at: 1).pruned == [F.peer(1)])
    var graylisted: [PeerID] = []
    for number in 2...5 { graylisted += router.take(F.message(from: 99, UInt64(number)), from: 1, .badSignature).graylisted }
    #expect(graylisted == [F.peer(1)])
    #expect(router.take(F.message(from: 99, 50), from: 1).isEmpty)
    #expect(router.statistics.graylisted == 1)
    // A new connection does not help, time does.
    _ = router.handle(.disconnected(F.peer(1)), at: 2)
    router.meet(1, at: 3)
    #expect(router.take(F.message(from: 99, 51), from: 1, at: 4).isEmpty)
    for second in 1...300 { _ = router.handle(.heartbeat, at: UInt64(second) * F.second) }
    #expect(router.take(F.message(from: 99, 52), from: 1, at: 301 * F.second).deliveries.count == 1)
  }

  @Test func `a peer that sends nonsense is silenced`() {
    var router = Self.router()
    var graylisted: [PeerID] = []
    for _ in 0..<3 { graylisted += router.handle(.malformed(from: F.peer(1)), at: 0).graylisted }
    #expect(graylisted == [F.peer(1)])
  }

  @Test func `the application's word counts`() {
    var router = Self.router()
    #expect(router.handle(.applicationScore(F.peer(1), -200), at: 0).graylisted == [F.peer(1)])
    _ = router.handle(.applicationScore(F.peer(1), 0), at: 0)
    #expect(router.take(F.message(from: 99, 1), from: 1).deliveries.count == 1)
    _ = router.handle(.applicationScore(F.peer(1), .nan), at: 0)
    #expect(router.score(of: F.peer(1)).isFinite)
  }

  @Test func `many peers at one address are held against them, but not on loopback or in private networks`() {
    var router = GossipRouter(local: F.peer(0), seed: 1)
    _ = router.handle(.subscribe(F.topic), at: 0)
    for index in 1...15 { router.meet(index, address: "203.0.113.7") }
    for index in 21...40 { router.meet(index, address: "127.0.0.1") }
    for index in 41...60 { router.meet(index, address: "172.20.0.1") }
    #expect(router.score(of: F.peer(1)) == -5 * 25)
    #expect(router.score(of: F.peer(21)) == 0 && router.score(of: F.peer(41)) == 0)
    for index in 1...5 { _ = router.handle(.disconnected(F.peer(index)), at: 0) }
    #expect(router.score(of: F.peer(15)) == 0)
  }

  @Test func `does not know more peers than allowed`() {
    var parameters = GossipParameters()
    parameters.peerLimit = 10
    var router = Self.router(parameters: parameters)
    for index in 2...50 { router.meet(index) }
    #expect(router.connectedPeers.count == 10)
  }
}
