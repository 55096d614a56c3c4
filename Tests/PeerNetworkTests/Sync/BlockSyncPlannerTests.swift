import ChainTypes
import LibP2P
import Primitives
import Testing

@testable import PeerNetwork

@Suite("Block sync planner")
struct BlockSyncPlannerTests {
  private let chain: SampleBlocks
  private let a = samplePeer(1)
  private let b = samplePeer(2)
  private let c = samplePeer(3)

  init() throws { chain = try SampleBlocks(count: 600) }

  @Test("fetches a chain from one peer with block streams, and tells when it has caught up")
  func oneStreamPeer() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(height: 600))
    #expect(harness.run(to: 600, within: 5))
    #expect(harness.punished.isEmpty)
    harness.feed(.tick)
    #expect(harness.phases.count == 3)
    #expect(harness.phases.last == .current)
    #expect(harness.planner.status.bufferedBlocks == 0)
  }

  @Test("fetches a chain from a peer of v0.5.0 that does not say how high it is, with blocks in any order", arguments: [false, true])
  func oneUnicastPeer(reversed: Bool) {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(transport: .unicast, height: 600, isReversed: reversed))
    #expect(harness.run(to: 600, within: 20))
    #expect(harness.punished.isEmpty)
    #expect(harness.requested.allSatisfy { $0.range.count <= 64 })
    #expect(harness.requested.first?.range == 1...10)
  }

  @Test("uses several peers at once, and no peer for more than its share of requests")
  func severalPeers() {
    let harness = PlannerHarness(chain: chain)
    for peer in [a, b, c] { harness.connect(peer, .init(height: 600, blockTime: 1_000_000)) }
    #expect(harness.run(to: 600, within: 5))
    #expect(Set(harness.requested.map(\.peer)).count == 3)
    #expect(harness.mostRequests <= 6)
    let start = harness.now
    #expect(start < 1_000_000_000 + 600 * 1_000_000)
  }

  @Test("gives a silent peer's range to another one early, and reports the peer that claims and never delivers")
  func silentPeer() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(height: 0, claim: 600, limit: 0))
    harness.peers[a]?.isSilent = false
    harness.connect(b, .init(height: 600))
    #expect(harness.run(to: 600, within: 30))
    let mute = PlannerHarness(chain: chain)
    mute.connect(a, .init(height: 600))
    mute.feed(.heightLearnt(a, 600, .claimed))
    mute.peers[a]?.isSilent = true
    mute.connect(b, .init(height: 600, delay: 50_000_000))
    #expect(mute.run(to: 600, within: 60))
  }

  @Test("reports a liar after three empty answers")
  func liar() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(height: 0, claim: 10_000))
    #expect(!harness.run(to: 1, within: 120))
    #expect(harness.punished.contains { $0 == (a, .deliversNothing) })
  }

  @Test("punishes the sender of an invalid block and fetches the right one from another peer")
  func invalidBlock() throws {
    let other = try SampleBlocks(count: 600, salt: 1)
    let harness = PlannerHarness(chain: chain)
    // Linked to the right block, so that only the chain can tell.
    let header = BlockHeader(
      height: 40, timestamp: Timestamp(seconds: 1), previousHash: chain[39].hash, txRoot: .zero, deltaStateDigest: .zero,
      receiptRoot: .zero, producer: other[1].header.producer, signature: [1])
    harness.connect(a, .init(height: 600, forged: [40: Block(header: header, actions: [])]))
    harness.feed(.heightLearnt(a, 600, .claimed))
    harness.connect(b, .init(height: 600))
    #expect(harness.run(to: 600, within: 60))
    #expect(harness.punished.contains { $0 == (a, .invalidBlock) })
    #expect(!harness.punished.contains { $0.0 == b })
  }

  @Test("punishes a peer on another chain, and says so when nothing else is left")
  func otherChain() throws {
    let other = try SampleBlocks(count: 600, salt: 1)
    let harness = PlannerHarness(chain: chain, start: 5)
    let forged = Dictionary(uniqueKeysWithValues: other.blocks.map { ($0.height, $0) })
    harness.connect(a, .init(height: 600, forged: forged))
    #expect(!harness.run(to: 6, within: 60))
    #expect(harness.punished.contains { $0 == (a, .unlinkedBlock) })
    #expect(harness.tip.height == 5)
    harness.connect(b, .init(height: 600))
    #expect(harness.run(to: 600, within: 60))
  }

  @Test("punishes blocks outside the range that was asked for")
  func wrongRange() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(height: 600, shift: 1))
    #expect(!harness.run(to: 1, within: 5))
    #expect(harness.punished.contains { $0 == (a, .wrongRange) })
  }

  @Test("punishes blocks that nobody asked for, and takes late answers")
  func unsolicited() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(transport: .unicast, height: 600, isSilent: true))
    _ = harness.run(to: 1, within: 9)
    harness.feed(.blockReceived(chain[1], byteCount: 500, from: a, request: nil))
    #expect(harness.tip.height == 1)
    #expect(harness.punished.isEmpty)
    harness.feed(.blockReceived(chain[300], byteCount: 500, from: a, request: nil))
    #expect(harness.punished.contains { $0 == (a, .unsolicitedBlock) })
  }

  @Test("appends announced blocks at once, and fetches what lies between")
  func announcements() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(transport: .unicast, height: 0))
    harness.feed(.blockAnnounced(chain[1], byteCount: 500, from: a))
    #expect(harness.tip.height == 1)
    harness.feed(.tipAdvanced(harness.tip))
    harness.peers[a]?.height = 4
    harness.feed(.blockAnnounced(chain[4], byteCount: 500, from: a))
    #expect(harness.run(to: 4, within: 10))
    #expect(harness.requested.contains { $0.range == 2...3 })
  }

  @Test("does not blame a peer for a far announcement that it only passed on")
  func bogusAnnouncement() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(transport: .unicast, height: 0))
    harness.feed(.heightLearnt(a, 1 << 60, .hinted))
    #expect(!harness.run(to: 1, within: 60))
    #expect(harness.punished.isEmpty)
    #expect(harness.planner.status.phase == .current)
  }

  @Test("keeps no more bytes than configured while the lowest block is missing")
  func byteLimit() {
    var configuration = SyncConfiguration()
    configuration.windowBytes = 50_000
    configuration.minimumRange = 8
    let harness = PlannerHarness(chain: chain, configuration: configuration)
    harness.connect(a, .init(height: 600, delay: 400_000_000))
    harness.connect(b, .init(height: 600))
    #expect(harness.run(to: 600, within: 120))
    #expect(harness.mostBuffered <= 50_000)
  }

  @Test("tries a block again, and blames nobody, when this node could not append it")
  func notNow() {
    let harness = PlannerHarness(chain: chain)
    harness.refusing[20] = .notNow
    harness.connect(a, .init(height: 600))
    #expect(!harness.run(to: 600, within: 3))
    #expect(harness.tip.height == 19)
    harness.refusing = [:]
    #expect(harness.run(to: 600, within: 10))
    #expect(harness.punished.isEmpty)
  }

  @Test("reports a stall with its reason, again and again, and goes on by itself when peers come back")
  func stall() {
    let harness = PlannerHarness(chain: chain)
    harness.refusing[10] = .invalid
    harness.connect(a, .init(height: 600))
    #expect(!harness.run(to: 10, within: 70))
    #expect(harness.stalls.count >= 3)
    #expect(harness.stalls.first?.height == 9)
    #expect(harness.stalls.first?.reason == .refusedBlocks)
    harness.refusing = [:]
    #expect(harness.run(to: 600, within: 60))
  }

  @Test("hands the rest over again when the chain got a block in another way while it was handed over")
  func race() throws {
    var planner = BlockSyncPlanner(tip: chain.genesis, seed: 1)
    func batches(_ effects: [SyncEffect]) -> [[UInt64]] {
      effects.compactMap { if case .append(let batch) = $0 { batch.blocks.map(\.height) } else { nil } }
    }
    _ = planner.handle(.peerConnected(a, .stream), at: 1)
    _ = planner.handle(.blockAnnounced(chain[3], byteCount: 9, from: a), at: 2)
    _ = planner.handle(.blockAnnounced(chain[2], byteCount: 9, from: a), at: 3)
    let first = batches(planner.handle(.blockAnnounced(chain[1], byteCount: 9, from: a), at: 4))
    #expect(first == [[1, 2, 3]])
    _ = planner.handle(.tipAdvanced(chain.tip(1)), at: 5)
    let second = batches(planner.handle(.blockRefused(height: 1, hash: chain[1].hash, .stale), at: 6))
    #expect(second == [[2, 3]])
    #expect(planner.generation == 1)
  }

  @Test("survives a chain that goes back and peers that leave")
  func churn() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(height: 600, blockTime: 1_000_000))
    harness.connect(b, .init(height: 600, blockTime: 1_000_000))
    _ = harness.run(to: 100, within: 5)
    harness.tip = chain.tip(50)
    harness.feed(.tipAdvanced(harness.tip))
    harness.disconnect(a)
    #expect(harness.run(to: 600, within: 30))
    harness.disconnect(b)
    #expect(harness.phases.last == .alone)
  }

  @Test("continues where a server's limit ended an answer")
  func continuation() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(height: 600, limit: 7))
    #expect(harness.run(to: 600, within: 20))
    #expect(harness.punished.isEmpty)
  }

  @Test("asks a peer of v0.5.0 again soon when a whole answer was lost")
  func lostAnswer() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(transport: .unicast, height: 600))
    _ = harness.run(to: 100, within: 10)
    harness.peers[a]?.isSilent = true
    _ = harness.run(to: 600, within: 3)
    harness.peers[a]?.isSilent = false
    #expect(harness.run(to: 600, within: 12))
    #expect(harness.punished.isEmpty)
  }

  @Test("follows a rumour only when it is behind by more than one block, and asks at once when told that it is behind")
  func rumours() {
    let harness = PlannerHarness(chain: chain)
    harness.connect(a, .init(height: 0))
    _ = harness.run(to: 1, within: 1)
    harness.peers[a]?.height = 3
    harness.feed(.heightLearnt(a, 1, .rumoured))
    #expect(harness.requested.isEmpty)
    harness.feed(.heightLearnt(a, 3, .rumoured))
    #expect(harness.run(to: 3, within: 1))
    harness.peers[a]?.height = 5
    #expect(!harness.run(to: 5, within: 1))
    harness.feed(.behind)
    #expect(harness.run(to: 5, within: 1))
  }

  @Test("does the same twice with the same seed")
  func determinism() {
    func effects() -> [ClosedRange<UInt64>] {
      let harness = PlannerHarness(chain: chain, seed: 9)
      for peer in [a, b, c] { harness.connect(peer, .init(height: 600, blockTime: 300_000)) }
      _ = harness.run(to: 600, within: 5)
      return harness.requested.map(\.range)
    }
    #expect(effects() == effects())
  }
}
