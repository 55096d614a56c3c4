import ChainTypes
import LibP2P
import Logging
import PeerNetwork
import Primitives
import Synchronization

/// A node that appends the blocks of a sample chain and nothing else, and remembers what it was told.
final class SampleNode: PeerNetworkDelegate {
  struct State: Sendable {
    var tip: SyncTip
    var actionBatches: [[SealedAction]] = []
    var consensus: [ConsensusMessage] = []
    var checked: [UInt64] = []
    var phases: [SyncPhase] = []
    var stalls: [SyncStall] = []
    /// What to say of actions, by hash; others are accepted.
    var verdicts: [Hash256: MessageVerdict] = [:]
    var consensusVerdict = MessageVerdict.accept
    var blockVerdict = MessageVerdict.accept
    /// Heights whose block this node corrupts when it serves it.
    var corrupted: Set<UInt64> = []
  }

  let chain: SampleBlocks
  let state: Mutex<State>
  private let heights: AsyncStream<UInt64>
  private let heightReached: AsyncStream<UInt64>.Continuation
  private let news: AsyncStream<Void>
  private let newsCame: AsyncStream<Void>.Continuation

  init(chain: SampleBlocks, height: UInt64 = 0) {
    self.chain = chain
    state = Mutex(State(tip: chain.tip(height)))
    (heights, heightReached) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    (news, newsCame) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
  }

  /// Waits until the chain has a height.
  func reached(_ height: UInt64) async {
    if state.withLock({ $0.tip.height }) >= height { return }
    for await reached in heights where reached >= height { return }
  }

  /// Waits until something that the node was told makes a condition true.
  func waits(until condition: @Sendable (State) -> Bool) async {
    if state.withLock({ condition($0) }) { return }
    for await _ in news where state.withLock({ condition($0) }) { return }
  }

  private func note(_ change: @Sendable (inout State) -> Void) {
    state.withLock { change(&$0) }
    newsCame.yield()
  }

  func receive(_ actions: [SealedAction]) async -> [MessageVerdict] {
    note { $0.actionBatches.append(actions) }
    return state.withLock { state in actions.map { state.verdicts[$0.hash] ?? .accept } }
  }

  func receive(_ message: ConsensusMessage, from peer: PeerID) async -> MessageVerdict {
    note { $0.consensus.append(message) }
    return state.withLock { $0.consensusVerdict }
  }

  func check(_ block: Block) async -> MessageVerdict {
    note { $0.checked.append(block.height) }
    return state.withLock { $0.blockVerdict }
  }

  func tip() async -> SyncTip { state.withLock { $0.tip } }

  func append(_ blocks: [Block]) async -> AppendOutcome {
    let outcome = state.withLock { state -> AppendOutcome in
      for block in blocks {
        guard block.height == state.tip.height + 1 else {
          return AppendOutcome(tip: state.tip, refusal: .init(block: block, reason: .stale))
        }
        // The hash covers all but body and footer; these blocks have neither.
        guard block.hash == chain[block.height].hash, block.actions.isEmpty else {
          return AppendOutcome(tip: state.tip, refusal: .init(block: block, reason: .invalid))
        }
        state.tip = SyncTip(height: block.height, hash: block.hash)
      }
      return AppendOutcome(tip: state.tip)
    }
    heightReached.yield(outcome.tip.height)
    newsCame.yield()
    return outcome
  }

  func encodedBlock(at height: UInt64) async -> [UInt8]? {
    let (tip, isCorrupted) = state.withLock { ($0.tip.height, $0.corrupted.contains(height)) }
    guard height >= 1, height <= tip else { return nil }
    let block = chain[height]
    guard isCorrupted else { return block.encoded }
    let header = block.header
    let other = BlockHeader(
      height: height, timestamp: header.timestamp, previousHash: header.previousHash, txRoot: header.previousHash,
      deltaStateDigest: .zero, receiptRoot: .zero, producer: header.producer, signature: [1])
    return Block(header: other, actions: []).encoded
  }

  func syncPhaseChanged(to phase: SyncPhase) async { note { $0.phases.append(phase) } }
  func syncStalled(_ stall: SyncStall) async { note { $0.stalls.append(stall) } }
}

/// A sample node and its part in a network.
struct RunningNode {
  let node: SampleNode
  let transport: MemoryTransport
  let network: PeerNetwork

  init(
    _ number: UInt8, _ memory: MemoryNetwork, node: SampleNode, speaksBlockStreams: Bool = true,
    configure: (inout PeerNetworkConfiguration) -> Void = { _ in }
  ) async {
    self.node = node
    var configuration = PeerNetworkConfiguration(genesisHash: node.chain.genesis.hash, seed: UInt64(number))
    configuration.tick = .milliseconds(20)
    configure(&configuration)
    let names = NetworkNames(genesisHash: configuration.genesisHash)
    transport = memory.node(samplePeer(number), speaks: speaksBlockStreams ? nil : [names.unicastProtocol])
    network = PeerNetwork(
      configuration: configuration, transport: transport, delegate: node, tip: await node.tip(), logger: Logger(label: "test"))
  }
}

/// Runs nodes while a test does something with them.
func withRunning(_ nodes: [RunningNode], _ body: () async throws -> Void) async throws {
  try await withThrowingDiscardingTaskGroup { group in
    for node in nodes {
      try await node.network.start()
      group.addTask { await node.network.run() }
    }
    defer { group.cancelAll() }
    try await body()
  }
}
