import LibP2P
import Testing

/// What waits for a peer.
@Suite struct GossipOutboxTests {
  private typealias F = GossipFixtures

  private static func rpcs(_ outbox: inout GossipOutbox) throws -> [GossipRPC] {
    var result: [GossipRPC] = []
    while let bytes = outbox.next() {
      var stream = DelimitedMessages(limit: 1 << 20)
      stream.append(bytes)
      result.append(try GossipRPC(decoding: try #require(try stream.next())))
      #expect(stream.unreadByteCount == 0)
    }
    #expect(outbox.isEmpty)
    return result
  }

  @Test func `packs what waits into one RPC, urgent messages first`() throws {
    var outbox = GossipOutbox()
    outbox.append(GossipRPC(subscriptions: [GossipRPC.Subscription(topic: "a", isSubscribed: true)]))
    outbox.append(F.message(from: 1, 1), .normal)
    outbox.append(F.message(from: 1, 2), .urgent)
    outbox.append(GossipRPC(control: GossipControl(graft: ["a"])))
    outbox.append(F.message(from: 1, 3), .normal)
    let rpc = try #require(try Self.rpcs(&outbox).first)
    #expect(rpc.subscriptions.count == 1 && rpc.control == GossipControl(graft: ["a"]))
    #expect(rpc.messages == [2, 1, 3].map { F.message(from: 1, $0) })
  }

  @Test func `sends the hello of a node without topics`() throws {
    var outbox = GossipOutbox()
    #expect(outbox.next() == nil)
    outbox.append(GossipRPC())
    #expect(outbox.next() == [0] && outbox.next() == nil)
  }

  @Test func `starts another RPC when one is full`() throws {
    var limits = GossipOutbox.Limits()
    limits.messagesPerRPC = 10
    limits.rpcBytes = 1000
    var outbox = GossipOutbox(limits: limits)
    for number in 0..<25 { outbox.append(F.message(from: 1, UInt64(number), data: []), .normal) }
    #expect(try Self.rpcs(&outbox).map(\.messages.count) == [10, 10, 5])
    for number in 0..<4 { outbox.append(F.message(from: 1, UInt64(number), data: Array(repeating: 7, count: 400)), .normal) }
    #expect(try Self.rpcs(&outbox).map(\.messages.count) == [2, 2])
    // Longer than an RPC should be: alone, and without control.
    outbox.append(F.message(from: 1, 1, data: [1]), .normal)
    outbox.append(F.message(from: 1, 2, data: Array(repeating: 7, count: 5000)), .normal)
    outbox.append(GossipRPC(control: GossipControl(graft: ["a"])))
    outbox.append(F.message(from: 1, 3, data: Array(repeating: 7, count: 5000)), .normal)
    let rpcs = try Self.rpcs(&outbox)
    #expect(rpcs.map(\.messages.count) == [1, 1, 1] && rpcs.map { $0.control != nil } == [true, false, false])
  }

  @Test func `never makes an RPC that the reference refuses`() throws {
    var outbox = GossipOutbox()
    for number in 0..<40 { outbox.append(F.message(from: 1, UInt64(number), data: Array(repeating: 7, count: 60_000)), .normal) }
    let ids = (0..<5000).map { F.message(from: 1, UInt64($0)).id }
    for _ in 0..<5 {
      outbox.append(GossipRPC(control: GossipControl(ihave: [GossipControl.IHave(topic: F.topic, ids: ids)], iwant: [ids])))
    }
    #expect(try Self.rpcs(&outbox).allSatisfy { $0.encoded.count < 1 << 20 })
  }

  @Test func `refuses normal messages when full, pushes out old urgent ones, and counts both`() throws {
    var limits = GossipOutbox.Limits()
    limits.messages = 3
    var outbox = GossipOutbox(limits: limits)
    let normal = (0..<5).map { outbox.append(F.message(from: 1, UInt64($0)), .normal) }
    #expect(normal == [true, true, true, false, false])
    let urgent = (10..<15).map { outbox.append(F.message(from: 1, UInt64($0)), .urgent) }
    #expect(urgent == [true, true, true, false, false])
    #expect(outbox.droppedCount == 4 && outbox.messageCount == 6)
    let messages = try Self.rpcs(&outbox).flatMap(\.messages)
    #expect(messages == [12, 13, 14, 0, 1, 2].map { F.message(from: 1, $0) })
  }

  @Test func `is bounded in bytes`() {
    var limits = GossipOutbox.Limits()
    limits.bytes = 1000
    var outbox = GossipOutbox(limits: limits)
    for number in 0..<10 {
      outbox.append(F.message(from: 1, UInt64(number), data: Array(repeating: 7, count: 300)), .normal)
      outbox.append(F.message(from: 1, UInt64(number), data: Array(repeating: 7, count: 300)), .urgent)
    }
    #expect(outbox.messageCount == 4)
  }

  @Test func `keeps the last word on each topic, however often it changes`() throws {
    var outbox = GossipOutbox()
    for number in 0..<1000 {
      outbox.append(GossipRPC(subscriptions: [GossipRPC.Subscription(topic: "a", isSubscribed: number % 2 == 0)]))
      outbox.append(
        GossipRPC(control: number % 2 == 0 ? GossipControl(graft: ["a"]) : GossipControl(prune: [GossipControl.Prune(topic: "a")])))
    }
    let rpcs = try Self.rpcs(&outbox)
    #expect(rpcs.count == 1)
    #expect(rpcs[0].subscriptions == [GossipRPC.Subscription(topic: "a", isSubscribed: false)])
    #expect(rpcs[0].control == GossipControl(prune: [GossipControl.Prune(topic: "a")]))
  }
}
