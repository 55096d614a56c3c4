import LibP2P
import Synchronization
import Testing

@testable import PeerNetwork

@Suite("Block sync between nodes in memory", .timeLimit(.minutes(1)))
struct SyncServiceTests {
  private let chain: SampleBlocks

  init() throws { chain = try SampleBlocks(count: 300) }

  @Test("a new node fetches the chain over block streams")
  func streams() async throws {
    let memory = MemoryNetwork()
    let old = await RunningNode(1, memory, node: SampleNode(chain: chain, height: 300))
    let new = await RunningNode(2, memory, node: SampleNode(chain: chain))
    try await withRunning([old, new]) { await new.node.reached(300) }
    #expect(old.network.counters.blocksServed >= 300)
    #expect(new.network.counters.offences.isEmpty)
  }

  @Test("a new node fetches the chain from a node that knows v0.5.0's protocol only, and serves one")
  func unicast() async throws {
    let memory = MemoryNetwork()
    let old = await RunningNode(1, memory, node: SampleNode(chain: chain, height: 300), speaksBlockStreams: false)
    let new = await RunningNode(2, memory, node: SampleNode(chain: chain))
    try await withRunning([old, new]) { await new.node.reached(300) }
    #expect(old.network.counters.outbound[.block] ?? 0 >= 300)
    #expect(new.network.counters.outbound[.blockRequest] ?? 0 >= 5)
    #expect(new.network.counters.offences.isEmpty)
  }

  @Test("fetches from several nodes although one of them serves a forged block, and bans nobody else")
  func forgery() async throws {
    let memory = MemoryNetwork()
    let liar = SampleNode(chain: chain, height: 300)
    liar.state.withLock { $0.corrupted = [7, 150] }
    let nodes = [
      await RunningNode(1, memory, node: liar), await RunningNode(2, memory, node: SampleNode(chain: chain, height: 300)),
      await RunningNode(3, memory, node: SampleNode(chain: chain)),
    ]
    try await withRunning(nodes) { await nodes[2].node.reached(300) }
    #expect(!nodes[2].transport.bannedPeers.contains(samplePeer(2)))
  }

  @Test("turns away who asks for too much, and the asker still gets everything")
  func limits() async throws {
    let memory = MemoryNetwork()
    let old = await RunningNode(1, memory, node: SampleNode(chain: chain, height: 300)) {
      $0.serving.blocksPerStream = 16
      $0.serving.bytesPerAnswer = 2000
      $0.serving.answersPerPeer = 1
    }
    let new = await RunningNode(2, memory, node: SampleNode(chain: chain)) { $0.sync.retryDelay = 10_000_000 }
    try await withRunning([old, new]) { await new.node.reached(300) }
    #expect(new.network.counters.offences.isEmpty)
  }
}
