import LibP2P
import Testing

/// Anything in any order.
@Suite struct GossipChaosTests {
  private typealias F = GossipFixtures

  @Test(arguments: 0..<8) func `keeps its promises whatever peers do`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var parameters = GossipParameters()
    parameters.pendingMessages = 16
    parameters.topicsPerPeer = 3
    parameters.historyBytes = 2000
    parameters.seenCapacity = 50
    var router = GossipRouter(local: F.peer(0), parameters: parameters, seed: seed)
    let topics = [F.topic, "b", "c", "d"]
    var waiting: [MessageID] = []
    var validated = 0
    var now: UInt64 = 0
    for _ in 0..<4000 {
      let peer = F.peer(Int.random(in: 0..<9, using: &random))
      let topic = topics[Int.random(in: 0..<4, using: &random)]
      let message = F.message(
        from: Int.random(in: 0..<12, using: &random), UInt64.random(in: 0..<60, using: &random), topics: [topic],
        signature: [UInt8.random(in: 0..<2, using: &random)])
      let event: GossipEvent
      switch Int.random(in: 0..<24, using: &random) {
      case 0: event = .connected(peer, GossipProtocol.allCases.randomElement(using: &random) ?? .floodsub, isOutbound: true, address: nil)
      case 1: event = .disconnected(peer)
      case 2: event = .subscribe(topic)
      case 3: event = .unsubscribe(topic)
      case 4: event = .heartbeat
      case 5: event = .publish(F.message(from: 0, UInt64.random(in: .min ... .max, using: &random), topics: [topic]), .urgent)
      case 6..<10:
        guard let id = waiting.popLast() else { continue }
        validated += 1
        event = .validated(
          id, [.accept, .accept, .accept, .reject, .ignore, .badSignature].randomElement(using: &random) ?? .accept, .normal)
      case 10..<14: event = .received(GossipRPC(messages: [message]), from: peer)
      case 14..<17:
        let changes = topics.map { GossipRPC.Subscription(topic: $0, isSubscribed: Bool.random(using: &random)) }
        event = .received(GossipRPC(subscriptions: changes), from: peer)
      case 17..<19: event = .received(GossipRPC(control: GossipControl(graft: [topic])), from: peer)
      case 19:
        let prune = GossipControl.Prune(topic: topic, backoffSeconds: UInt64.random(in: 0...2, using: &random))
        event = .received(GossipRPC(control: GossipControl(prune: [prune])), from: peer)
      case 20:
        event = .received(GossipRPC(control: GossipControl(ihave: [GossipControl.IHave(topic: topic, ids: [message.id])])), from: peer)
      case 21: event = .received(GossipRPC(control: GossipControl(iwant: [[message.id]])), from: peer)
      case 22: event = .applicationScore(peer, Double.random(in: -50...50, using: &random))
      default: event = .malformed(from: peer)
      }
      if event == .heartbeat { now += F.second }
      let effects = router.handle(event, at: now)
      let connected = router.connectedPeers
      #expect(effects.sent.allSatisfy { connected.contains($0.to) })
      #expect(Set(effects.forwarded).count == effects.forwarded.count && !effects.forwarded.contains(F.peer(0)))
      for case .validate(_, let id, _) in effects { waiting.append(id) }
      for topic in router.subscriptions {
        let mesh = router.mesh(of: topic)
        #expect(Set(mesh).count == mesh.count && Set(mesh).isSubset(of: router.subscribers(of: topic)))
      }
      #expect(router.pendingCount <= 16)
    }
    #expect(validated > 50 && router.statistics.accepted > 10)
  }
}
