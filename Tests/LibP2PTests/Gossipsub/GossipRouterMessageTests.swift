import LibP2P
import Testing

/// What becomes of messages.
@Suite struct GossipRouterMessageTests {
  private typealias F = GossipFixtures

  private static func router(peers: Int, parameters: GossipParameters = GossipParameters()) -> GossipRouter {
    var router = GossipRouter(local: F.peer(0), parameters: parameters, seed: 1)
    _ = router.handle(.subscribe(F.topic), at: 0)
    if peers > 0 { for index in 1...peers { router.meet(index) } }
    return router
  }

  @Test func `tells a new peer its topics first, even if there are none`() {
    var router = GossipRouter(local: F.peer(0), seed: 1)
    let hello = router.handle(.connected(F.peer(1), .gossipsub10, isOutbound: true, address: nil), at: 0)
    #expect(hello == [.send(GossipRPC(), to: F.peer(1))])
    let announced = router.handle(.subscribe(F.topic), at: 0)
    let subscription = GossipRPC(subscriptions: [GossipRPC.Subscription(topic: F.topic, isSubscribed: true)])
    #expect(announced == [.send(subscription, to: F.peer(1))])
    let second = router.handle(.connected(F.peer(2), .gossipsub10, isOutbound: true, address: nil), at: 0)
    #expect(second == [.send(subscription, to: F.peer(2))])
  }

  @Test func `checks a message once, delivers it and forwards it to the mesh but its senders and author`() {
    var router = Self.router(peers: 4)
    let message = F.message(from: 3, 1)
    #expect(router.handle(.received(F.rpc(message), from: F.peer(1)), at: 0).validations == [message])
    #expect(router.handle(.received(F.rpc(message), from: F.peer(2)), at: 0).isEmpty)
    #expect(router.handle(.received(F.rpc(message, message), from: F.peer(1)), at: 0).isEmpty)
    let effects = router.handle(.validated(message.id, .accept, .urgent), at: 0)
    #expect(effects == [.deliver(message, from: F.peer(1)), .forward(message, .urgent, to: [F.peer(4)])])
    #expect(router.handle(.received(F.rpc(message), from: F.peer(4)), at: 0).isEmpty)
    #expect(router.handle(.validated(message.id, .accept, .normal), at: 0).isEmpty)
    #expect(router.statistics.checked == 1 && router.statistics.duplicates == 4 && router.statistics.accepted == 1)
  }

  @Test(arguments: [GossipVerdict.reject, .ignore])
  func `drops what validation does not accept, and does not check it again`(_ verdict: GossipVerdict) {
    var router = Self.router(peers: 3)
    let message = F.message(from: 9, 1)
    #expect(router.take(message, from: 1, verdict).deliveries.isEmpty)
    #expect(router.take(message, from: 2).isEmpty)
    #expect((router.score(of: F.peer(1)) < 0) == (verdict == .reject))
  }

  @Test func `a forged message does not keep the genuine one of the same id away`() {
    var router = Self.router(peers: 4)
    let forged = F.message(from: 9, 1, data: [6, 6, 6])
    let genuine = F.message(from: 9, 1)
    #expect(router.handle(.received(F.rpc(forged), from: F.peer(1)), at: 0).validations == [forged])
    #expect(router.handle(.received(F.rpc(genuine), from: F.peer(2)), at: 0).isEmpty)
    let next = router.handle(.validated(forged.id, .badSignature, .normal), at: 0)
    #expect(next.validations == [genuine])
    #expect(router.handle(.validated(genuine.id, .accept, .normal), at: 0).deliveries == [genuine])
    #expect(router.score(of: F.peer(1)) < 0 && router.score(of: F.peer(2)) > 0)
    // Also after the forgery was found out.
    let later = F.message(from: 9, 2, data: [6])
    router.take(later, from: 1, .badSignature)
    #expect(router.take(F.message(from: 9, 2), from: 2).deliveries.count == 1)
  }

  @Test func `drops messages without signature, author or a subscribed topic`() {
    var router = Self.router(peers: 2)
    #expect(router.take(F.message(from: 9, 1, signature: nil), from: 1).isEmpty)
    #expect(router.score(of: F.peer(1)) < 0)
    #expect(router.take(F.message(from: 9, 2, topics: ["other"]), from: 2).isEmpty)
    #expect(router.take(F.message(from: 9, 3, topics: []), from: 2).isEmpty)
    // Our own messages, which come back after a restart.
    #expect(router.take(F.message(from: 0, 4), from: 2).isEmpty)
    #expect(router.score(of: F.peer(2)) >= 0)
    #expect(router.statistics.unusable == 4)
  }

  @Test func `bounds the messages in validation, and forgets those that stay there`() {
    var parameters = GossipParameters()
    parameters.pendingMessages = 3
    var router = Self.router(peers: 1, parameters: parameters)
    for number in 0..<5 { _ = router.handle(.received(F.rpc(F.message(from: 9, UInt64(number))), from: F.peer(1)), at: 0) }
    #expect(router.pendingCount == 3 && router.statistics.overflowed == 2)
    _ = router.handle(.heartbeat, at: 31 * F.second)
    #expect(router.pendingCount == 0)
    #expect(router.take(F.message(from: 9, 0), from: 1, at: 32 * F.second).deliveries.count == 1)
  }

  @Test func `bounds the new messages of a peer`() {
    var parameters = GossipParameters()
    parameters.newMessages = RateLimit(perSecond: 10, burst: 20)
    var router = Self.router(peers: 2, parameters: parameters)
    for number in 0..<100 { router.take(F.message(from: 9, UInt64(number)), from: 1, at: 1) }
    #expect(router.statistics.checked == 20 && router.statistics.overflowed == 80)
    router.take(F.message(from: 9, 100), from: 2, at: 1)
    #expect(router.statistics.checked == 21)
    for number in 200..<300 { router.take(F.message(from: 9, UInt64(number)), from: 1, at: 1 + F.second) }
    #expect(router.statistics.checked == 31)
  }

  @Test func `publishes to the mesh, urgently to all subscribers, and never its own message twice`() {
    var router = Self.router(peers: 20)
    let mesh = router.mesh(of: F.topic)
    #expect(mesh.count == 4)
    let message = F.message(from: 0, 1)
    let normal = router.handle(.publish(message, .normal), at: 0).forwarded
    // A mesh that is not full yet is complemented.
    #expect(normal.count == 6 && Set(mesh).isSubset(of: normal))
    #expect(router.handle(.publish(message, .normal), at: 0).isEmpty)
    #expect(router.handle(.publish(F.message(from: 0, 2), .urgent), at: 0).forwarded.count == 20)
  }

  @Test func `keeps peers for a topic that it only publishes to`() {
    var router = GossipRouter(local: F.peer(0), seed: 1)
    for index in 1...20 { router.meet(index) }
    let first = router.handle(.publish(F.message(from: 0, 1), .normal), at: 0).forwarded
    #expect(first.count == 6)
    #expect(Set(router.handle(.publish(F.message(from: 0, 2), .normal), at: 1).forwarded) == Set(first))
    _ = router.handle(.disconnected(first[0]), at: 2)
    let later = router.handle(.publish(F.message(from: 0, 3), .normal), at: 3).forwarded
    #expect(later.count == 6 && !later.contains(first[0]) && Set(first.dropFirst()).isSubset(of: later))
    #expect(Set(router.handle(.subscribe(F.topic), at: 4).grafted) == Set(later))
  }

  @Test func `forgets ids after their time`() {
    var router = Self.router(peers: 2)
    let message = F.message(from: 9, 1)
    router.take(message, from: 1)
    _ = router.handle(.heartbeat, at: 119 * F.second)
    #expect(router.take(message, from: 2, at: 119 * F.second).isEmpty)
    _ = router.handle(.heartbeat, at: 121 * F.second)
    #expect(router.take(message, from: 2, at: 121 * F.second).deliveries.count == 1)
  }

  @Test func `serves floodsub peers and direct peers outside of the mesh`() {
    var parameters = GossipParameters()
    parameters.directPeers = [F.peer(2)]
    var router = Self.router(peers: 0, parameters: parameters)
    router.meet(1, .floodsub)
    router.meet(2)
    router.meet(3)
    #expect(router.mesh(of: F.topic) == [F.peer(3)])
    #expect(Set(router.take(F.message(from: 9, 1), from: 3).forwarded) == [F.peer(1), F.peer(2)])
    #expect(router.handle(.received(GossipRPC(control: GossipControl(graft: [F.topic])), from: F.peer(2)), at: 0).pruned == [F.peer(2)])
  }
}
