import ChainTypes
import LibP2P
import Primitives
import Synchronization
import Testing

@testable import PeerNetwork

@Suite("Gossip between nodes in memory", .timeLimit(.minutes(1)))
struct GossipServiceTests {
  private let chain: SampleBlocks

  init() throws { chain = try SampleBlocks(count: 20) }

  private func pair(
    _ memory: MemoryNetwork, height: UInt64 = 0, configure: (inout PeerNetworkConfiguration) -> Void = { _ in }
  ) async -> (RunningNode, RunningNode) {
    (
      await RunningNode(1, memory, node: SampleNode(chain: chain, height: height), configure: configure),
      await RunningNode(2, memory, node: SampleNode(chain: chain, height: height), configure: configure)
    )
  }

  @Test("brings actions, votes and blocks to the node, each once")
  func contents() async throws {
    let (a, b) = await pair(MemoryNetwork())
    let action = try sampleAction(1)
    let vote = try sampleVote(3)
    try await withRunning([a, b]) {
      for _ in 0..<2 {
        try await a.network.broadcast(.action(action))
        try await a.network.broadcast(.consensus(vote))
        try await a.network.broadcast(.block(chain[1]))
      }
      await b.node.reached(1)
      await b.node.waits { $0.consensus.count == 1 && $0.actionBatches.count == 1 }
    }
    let state = b.node.state.withLock { $0 }
    #expect(state.actionBatches == [[action]])
    #expect(state.consensus == [vote])
    #expect(state.checked == [1])
    #expect(b.network.counters.inbound[.action] == .init(accepted: 1, ignored: 1))
  }

  @Test("sends many actions in one message when the network knows such messages")
  func lists() async throws {
    let (a, b) = await pair(MemoryNetwork()) { $0.sendsActionLists = true }
    let actions = try (1...300).map { try sampleAction(UInt64($0)) }
    try await withRunning([a, b]) {
      for action in actions { try await a.network.broadcast(.action(action)) }
      await b.node.waits { $0.actionBatches.joined().count == 300 }
    }
    #expect(Array(b.node.state.withLock { $0.actionBatches }.joined()) == actions)
    #expect(a.network.counters.outbound[.actionList] ?? 0 <= 30)
  }

  @Test("passes on only what the node accepts, and bans the author of what is wrong")
  func verdicts() async throws {
    let (a, b) = await pair(MemoryNetwork())
    let bad = try (1...10).map { try sampleAction(UInt64($0)) }
    for action in bad { b.node.state.withLock { $0.verdicts[action.hash] = .reject(.invalidAction) } }
    try await withRunning([a, b]) {
      for action in bad { try await a.network.broadcast(.action(action)) }
    }
    #expect(b.transport.judgements.allSatisfy { $0 == .reject })
    #expect(b.transport.bannedPeers == [samplePeer(1)])
    #expect(b.network.counters.offences[.invalidAction] == 10)
    #expect(b.network.counters.bans == 1)
  }

  @Test("does not blame a peer of v0.5.0 for what it passes on, but the author")
  func relays() async throws {
    let memory = MemoryNetwork()
    let old = await RunningNode(1, memory, node: SampleNode(chain: chain), speaksBlockStreams: false)
    let new = await RunningNode(2, memory, node: SampleNode(chain: chain))
    new.node.state.withLock { $0.consensusVerdict = .reject(.invalidConsensus) }
    let vote = try sampleVote(3)
    let envelope = MessageEnvelope(chainID: 1, type: .consensus, body: vote.encoded, sender: "x", timestamp: Timestamp(seconds: 1))
    try await withRunning([old, new]) {
      let judgement = await new.transport.hear(
        envelope.encoded(as: .broadcast), new.network.names.broadcastTopic, author: samplePeer(9), sender: samplePeer(1))
      #expect(judgement == .ignore)
    }
    #expect(new.network.counters.offences == [.invalidConsensus: 1])
  }

  @Test("ignores messages for other chains and of unknown types, and rejects what is no message")
  func strange() async throws {
    let (a, b) = await pair(MemoryNetwork())
    let topic = b.network.names.broadcastTopic
    func hear(_ bytes: [UInt8]) async -> GossipVerdict? {
      await b.transport.hear(bytes, topic, author: samplePeer(1), sender: samplePeer(1))
    }
    var envelope = MessageEnvelope(chainID: 2, type: .action, body: [1], sender: "x", timestamp: Timestamp(seconds: 1))
    try await withRunning([a, b]) {
      #expect(await hear(envelope.encoded(as: .broadcast)) == .ignore)
      envelope.chainID = 1
      #expect(await hear(envelope.encoded(as: .broadcast)) == .reject)
      envelope.type = .test
      #expect(await hear(envelope.encoded(as: .broadcast)) == .ignore)
      #expect(await hear([0xff]) == .reject)
    }
    #expect(b.node.state.withLock { $0.actionBatches }.isEmpty)
  }

  @Test("answers v0.5.0's unicast requests with unicast blocks, and resets large messages that nobody asked for")
  func unicast() async throws {
    let memory = MemoryNetwork()
    let node = await RunningNode(2, memory, node: SampleNode(chain: chain, height: 20))
    let protocolID = node.network.names.unicastProtocol
    // Somebody who asks, and takes what comes. What the node asks itself comes on a stream of the other kind, and has no answer.
    let asker = memory.node(samplePeer(1), speaks: nil)
    let (answers, answered) = AsyncStream.makeStream(of: [UInt8].self)
    let taker = StreamHandler(protocolID: protocolID) { channel in
      if let bytes = try? await channel.readToEnd(limit: 1 << 16) { answered.yield(bytes) }
    }
    let refuser = StreamHandler(protocolID: node.network.names.blockStreamProtocol) { $0.reset() }
    let request = MessageEnvelope(
      chainID: 1, type: .blockRequest, body: BlockRequest(3...5).encoded, sender: "x", timestamp: Timestamp(seconds: 1))
    var heights: [UInt64] = []
    try await withRunning([node]) {
      try await asker.start(
        PeerTransportHandlers(
          topic: "", validate: { _, _, _ in .ignore }, isUrgent: { _ in false }, streams: [taker, refuser], event: { _ in }))
      let question = try await asker.openStream(to: samplePeer(2), protocols: [protocolID])
      try await question.write(request.encoded(as: .unicast))
      question.closeWrite()
      let flood = try await asker.openStream(to: samplePeer(2), protocols: [protocolID])
      try? await flood.write([UInt8](repeating: 0x22, count: 10_000))
      flood.closeWrite()
      await #expect(throws: MemoryTransportError.reset) { try await flood.readToEnd(limit: 10) }
      for await bytes in answers {
        if case .block(let block) = try UnicastContent(MessageEnvelope(decoding: bytes, as: .unicast)) { heights.append(block.height) }
        if heights.count == 3 { break }
      }
    }
    #expect(heights.sorted() == [3, 4, 5])
  }
}
