import LibP2P
import Testing

/// Who is in the mesh.
@Suite struct GossipRouterMeshTests {
  private typealias F = GossipFixtures

  private static func router(parameters: GossipParameters = GossipParameters()) -> GossipRouter {
    var router = GossipRouter(local: F.peer(0), parameters: parameters, seed: 1)
    _ = router.handle(.subscribe(F.topic), at: 0)
    return router
  }

  private static func graft(_ topic: String = F.topic) -> GossipRPC { GossipRPC(control: GossipControl(graft: [topic])) }
  private static func prune(_ seconds: UInt64?) -> GossipRPC {
    GossipRPC(control: GossipControl(prune: [GossipControl.Prune(topic: F.topic, backoffSeconds: seconds)]))
  }

  @Test func `fills up to D at a heartbeat and takes in newcomers only while it is thin`() {
    var router = Self.router()
    for index in 1...3 { #expect(router.meet(index).grafted == [F.peer(index)]) }
    #expect(router.meet(4).grafted == [F.peer(4)])
    for index in 5...10 { #expect(router.meet(index).grafted.isEmpty) }
    _ = router.handle(.disconnected(F.peer(1)), at: 1)
    #expect(router.mesh(of: F.topic).count == 3)
    #expect(router.handle(.heartbeat, at: 2).grafted.count == 3)
    #expect(router.mesh(of: F.topic).count == 6)
  }

  @Test func `grafts D of many at subscription`() {
    var router = GossipRouter(local: F.peer(0), seed: 1)
    for index in 1...20 { router.meet(index) }
    let effects = router.handle(.subscribe(F.topic), at: 0)
    #expect(effects.grafted.count == 6 && effects.sent.count == 26)
  }

  @Test func `cuts above Dhi down to D, keeping the best and ones that it called`() {
    var router = Self.router()
    for index in 1...13 {
      router.meet(index, isOutbound: index > 11)
      if !router.mesh(of: F.topic).contains(F.peer(index)) {
        #expect(router.handle(.received(Self.graft(), from: F.peer(index)), at: 0).pruned.isEmpty)
      }
    }
    #expect(router.mesh(of: F.topic).count == 13)
    for number in 0..<8 { router.take(F.message(from: 99, UInt64(number)), from: 1 + number % 4) }
    let pruned = router.handle(.heartbeat, at: F.second).pruned
    #expect(pruned.count == 7)
    let mesh = Set(router.mesh(of: F.topic))
    #expect(mesh.count == 6 && mesh.isSuperset(of: (1...4).map(F.peer)) && mesh.isSuperset(of: [F.peer(12), F.peer(13)]))
  }

  @Test func `a full mesh takes in only peers that it called`() {
    var router = Self.router()
    for index in 1...12 {
      router.meet(index)
      _ = router.handle(.received(Self.graft(), from: F.peer(index)), at: 0)
    }
    router.meet(13, isOutbound: false)
    #expect(router.handle(.received(Self.graft(), from: F.peer(13)), at: 0).pruned == [F.peer(13)])
    router.meet(14, isOutbound: true)
    #expect(router.handle(.received(Self.graft(), from: F.peer(14)), at: 0).pruned.isEmpty)
  }

  @Test func `asks for peers that it called when all in the mesh called`() {
    var router = Self.router()
    for index in 1...5 {
      router.meet(index, isOutbound: false)
      _ = router.handle(.received(Self.graft(), from: F.peer(index)), at: 0)
    }
    for index in 6...8 { router.meet(index, isOutbound: true) }
    #expect(router.handle(.heartbeat, at: F.second).grafted.count == 2)
  }

  @Test func `stays away from a peer that pruned it for as long as that one asks`() {
    var router = Self.router()
    router.meet(1)
    _ = router.handle(.received(Self.prune(5), from: F.peer(1)), at: 0)
    #expect(router.mesh(of: F.topic).isEmpty)
    for second in 1...4 { #expect(router.handle(.heartbeat, at: UInt64(second) * F.second).grafted.isEmpty) }
    #expect(router.handle(.heartbeat, at: 5 * F.second).grafted == [F.peer(1)])
    // An endless back-off is not believed.
    _ = router.handle(.received(Self.prune(.max), from: F.peer(1)), at: 6 * F.second)
    #expect(router.handle(.heartbeat, at: 3605 * F.second).grafted.isEmpty)
    #expect(router.handle(.heartbeat, at: 3607 * F.second).grafted == [F.peer(1)])
  }

  @Test func `tells peers of 1·1 the back-off, and those of 1·0 nothing they do not know`() {
    var router = Self.router()
    router.meet(1)
    router.meet(2, .gossipsub10)
    let sent = router.handle(.unsubscribe(F.topic), at: 0).sent.filter { $0.rpc.control != nil }
    #expect(sent.count == 2)
    #expect(sent.first { $0.to == F.peer(1) }?.rpc == Self.prune(10))
    #expect(sent.first { $0.to == F.peer(2) }?.rpc == Self.prune(nil))
  }

  @Test func `a peer that comes back before its time is sent away and judged`() {
    var router = Self.router()
    router.meet(1)
    _ = router.handle(.received(Self.prune(60), from: F.peer(1)), at: 0)
    for attempt in 1...20 {
      let effects = router.handle(.received(Self.graft(), from: F.peer(1)), at: UInt64(attempt))
      if router.score(of: F.peer(1)) > -160 { #expect(effects.pruned == [F.peer(1)]) }
    }
    #expect(router.score(of: F.peer(1)) < 0)
    #expect(router.mesh(of: F.topic).isEmpty)
  }

  @Test func `a peer of the reference, which knows no back-off, is always taken back`() {
    var router = Self.router()
    router.meet(1, .gossipsub10)
    for second in 1...20 {
      _ = router.handle(.received(Self.prune(nil), from: F.peer(1)), at: UInt64(second) * F.second)
      #expect(router.handle(.received(Self.graft(), from: F.peer(1)), at: UInt64(second) * F.second).pruned.isEmpty)
      #expect(router.mesh(of: F.topic) == [F.peer(1)])
      _ = router.handle(.heartbeat, at: UInt64(second) * F.second)
    }
    #expect(router.score(of: F.peer(1)) >= 0)
  }

  @Test func `answers GRAFT for an unknown topic to the reference only`() {
    var router = Self.router()
    router.meet(1, .gossipsub10)
    router.meet(2, .gossipsub11)
    #expect(router.handle(.received(Self.graft("x"), from: F.peer(1)), at: 0).pruned == [F.peer(1)])
    #expect(router.handle(.received(Self.graft("x"), from: F.peer(2)), at: 0).isEmpty)
  }

  @Test func `a peer that no longer subscribes leaves the mesh`() {
    var router = Self.router()
    router.meet(1)
    let change = GossipRPC(subscriptions: [GossipRPC.Subscription(topic: F.topic, isSubscribed: false)])
    _ = router.handle(.received(change, from: F.peer(1)), at: 0)
    #expect(router.mesh(of: F.topic).isEmpty && router.subscribers(of: F.topic).isEmpty)
    #expect(router.handle(.publish(F.message(from: 0, 1), .urgent), at: 0).isEmpty)
  }

  @Test func `offers recent messages to peers outside the mesh, for three heartbeats`() {
    var router = Self.router()
    for index in 1...20 { router.meet(index) }
    _ = router.handle(.heartbeat, at: 0)
    let message = F.message(from: 99, 1)
    router.take(message, from: 1)
    for beat in 1...3 {
      let offers = router.handle(.heartbeat, at: UInt64(beat) * F.second).offered
      #expect(offers.count == 6 && offers.allSatisfy { $0.ids == [message.id] })
      let mesh = router.mesh(of: F.topic)
      #expect(offers.allSatisfy { !mesh.contains($0.peer) })
    }
    #expect(router.handle(.heartbeat, at: 4 * F.second).offered.isEmpty)
  }

  @Test func `a poor mesh takes in better peers after a while`() {
    var parameters = GossipParameters()
    parameters.opportunisticGraftInterval = 2
    parameters.scoring.defaultTopic.meshTimeWeight = 0
    var router = Self.router(parameters: parameters)
    for index in 1...10 { router.meet(index) }
    let outside = (1...10).filter { !router.mesh(of: F.topic).contains(F.peer($0)) }
    for (number, index) in outside.enumerated() { router.take(F.message(from: 99, UInt64(number)), from: index) }
    #expect(router.handle(.heartbeat, at: F.second).grafted.isEmpty)
    #expect(router.handle(.heartbeat, at: 2 * F.second).grafted.count == 2)
  }
}
