import ActPool
import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Consensus
import Primitives
import RollDPoS
import Storage
import Synchronization
import Testing

/// Services of four delegates in one process. Nothing here waits for a time: only for blocks.
@Suite struct ConsensusServiceTests {
  /// The services, which send to each other without a network.
  private final class Delegates: Sendable {
    private let services = Mutex<[ConsensusService]>([])
    let commits: AsyncStream<(index: Int, block: Block)>
    private let sink: AsyncStream<(index: Int, block: Block)>.Continuation

    /// - Parameter stopsClock: whether it is always a second after genesis, so that no round ever begins.
    init(interval: Int64, faultyJournal: Bool = false, stopsClock: Bool = false) throws {
      (commits, sink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
      let sample = try SampleNetwork(rotatesWithRounds: true)
      let timing = try #require(
        RoundTiming(genesisTime: try sample.timing().genesisTime, blockInterval: interval, toleratedOvertime: interval / 5))
      let moment = try #require(timing.genesisTime.adding(nanoseconds: 1_000_000_000))
      let clock: (@Sendable () -> Timestamp)? = stopsClock ? { @Sendable in moment } : nil
      for index in 0..<4 {
        let chain = try Chain(store: MemoryStore(tables: Chain.tables), parameters: try sample.parameters())
        let pool = ActPool(chain: chain, configuration: ActPoolConfiguration(), now: { 0 })
        let key = SampleNetwork.delegates[index]
        let store = FaultInjectingStore(
          try MemoryStore(tables: ConsensusJournal.tables),
          plan: faultyJournal ? FaultPlan(steps: [.init(.inputOutput, at: 2, of: .commit)]) : .none)
        let service = try ConsensusService(
          configuration: .init(
            driver: .init(timing: timing, timeouts: .scaled(toInterval: interval), key: key, holder: "node \(index)"),
            now: clock),
          chain: LocalConsensusChain(chain: chain, pool: pool, key: key, timing: timing, verifiesInParallel: false),
          journal: ConsensusJournal(store: store, delegate: key.publicKey.address),
          outlet: .init(
            broadcast: { [unowned self] message in
              let others = services.withLock { $0 }
              for other in others.indices where other != index { others[other].submit(message) }
            }, announce: { _ in }, synchronize: { _ in },
            notify: { [sink] notice in if case .committed(let block) = notice { sink.yield((index, block)) } }),
          isActive: true)
        services.withLock { $0.append(service) }
      }
    }

    var all: [ConsensusService] { services.withLock { $0 } }
  }

  @Test(.timeLimit(.minutes(1))) func `agrees in real time`() async throws {
    let delegates = try Delegates(interval: 400_000_000)
    await withTaskGroup(of: Void.self) { group in
      for service in delegates.all { group.addTask { try? await service.run() } }
      var blocks: [UInt64: Set<String>] = [:]
      var count = 0
      for await (_, block) in delegates.commits {
        blocks[block.height, default: []].insert(block.hash.hex)
        count += 1
        if count == 12 { break }
      }
      #expect(blocks.values.allSatisfy { $0.count == 1 })
      let status = delegates.all[0].status
      #expect(status.isActive)
      #expect(status.delegates.count == 4)
      #expect(await delegates.all[0].setActive(false))
      #expect(!delegates.all[0].status.isActive)
      group.cancelAll()
    }
  }

  @Test(.timeLimit(.minutes(1))) func `answers what became of a message, and nothing when it has ended`() async throws {
    let delegates = try Delegates(interval: 60_000_000_000, stopsClock: true)
    let service = delegates.all[0]
    let vote = ConsensusVote(blockHash: [], topic: .proposal)
    func message(by key: PrivateKey) -> ConsensusMessage {
      ConsensusMessage(
        height: 0, endorsement: .sign(documentHash: vote.documentHash, at: Timestamp(seconds: 1), with: key), document: .vote(vote))
    }
    let task = Task { try await service.run() }
    // Whether or not the task has begun: from here on the service knows its chain.
    service.chainAdvanced()
    #expect(await service.setActive(true))
    #expect(await service.receive(message(by: SampleNetwork.users[0])) == .ignored(.oldHeight))
    let ticket = await service.handOver()
    #expect(ticket?.delegate == SampleNetwork.delegates[0].publicKey.address)
    #expect(await service.handOver() == nil)
    task.cancel()
    try await task.value
    #expect(await service.receive(message(by: SampleNetwork.users[0])) == nil)
    #expect(!service.submit(message(by: SampleNetwork.users[0])))
  }

  @Test(.timeLimit(.minutes(1))) func `ends with the fault when nothing can be signed any more`() async throws {
    let delegates = try Delegates(interval: 300_000_000, faultyJournal: true)
    let service = delegates.all[0]
    do {
      try await service.run()
      Issue.record("the service ended without a fault")
    } catch {
      #expect(error.code == "consensus-journal")
    }
    #expect(!(await service.setActive(true)))
  }
}
