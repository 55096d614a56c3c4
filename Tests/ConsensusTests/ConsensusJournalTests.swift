import ChainCrypto
import ChainTestSupport
import ChainTypes
import Consensus
import Primitives
import RollDPoS
import Storage
import Testing

@Suite struct ConsensusJournalTests {
  private static let key = SampleNetwork.delegates[0]
  private static let start = Timestamp(seconds: 1000)
  private let store: MemoryStore

  init() throws { store = try MemoryStore(tables: ConsensusJournal.tables) }

  private func journal(holder: String? = "here") throws -> ConsensusJournal {
    let journal = ConsensusJournal(store: store, delegate: Self.key.publicKey.address)
    if let holder { #expect(try journal.acquire(holder: holder, at: Self.start, duration: 1_000_000_000) != nil) }
    return journal
  }

  private func intent(
    _ topic: ConsensusVote.Topic = .proposal, _ hash: Hash256? = Keccak256.hash([1]), height: UInt64 = 5, round: UInt32 = 0,
    lock: ConsensusLock? = nil
  ) throws -> SigningIntent {
    let start = try #require(Self.start.adding(nanoseconds: Int64(round) * 10_000_000_000))
    let date = try #require(start.adding(nanoseconds: 4_000_000_000 + Int64(topic.rawValue) * 2_000_000_000))
    return SigningIntent(
      round: ConsensusRound(height: height, number: round), roundStart: start,
      document: .vote(ConsensusVote(blockHash: hash?.bytes ?? [], topic: topic)), timestamp: date, lock: lock)
  }

  private func sign(_ intent: SigningIntent, in journal: ConsensusJournal) throws -> Result<ConsensusMessage, SigningRefusal> {
    try journal.sign(intent, at: Self.start) {
      ConsensusMessage(
        height: $0.round.height, endorsement: .sign(documentHash: $0.document.hash, at: $0.timestamp, with: Self.key), document: $0.document
      )
    }
  }

  private static func block() -> Block {
    let core = BlockHeaderCore(
      version: 1, height: 5, timestamp: start, previousHash: .zero, txRoot: .zero, deltaStateDigest: .zero, receiptRoot: .zero)
    return Block(header: .sign(core, with: key), actions: [])
  }

  @Test func `lets one document of a kind be signed in a round`() throws {
    let journal = try journal()
    #expect(try sign(intent(), in: journal).isSuccess)
    #expect(try sign(intent(.proposal, Keccak256.hash([2])), in: journal) == .failure(.contradiction))
    #expect(try sign(intent(.proposal, nil), in: journal) == .failure(.contradiction))
    #expect(try sign(intent(.lock), in: journal).isSuccess)
    #expect(try sign(intent(.commit), in: journal).isSuccess)
    #expect(try sign(intent(.proposal, Keccak256.hash([2]), round: 1), in: journal).isSuccess)
  }

  @Test func `votes only once in a reserved round, also when a power failure took the vote`() throws {
    let disk = FaultInjectingStore(try MemoryStore(tables: ConsensusJournal.tables), plan: FaultPlan(unsyncedCommits: .vanish))
    func journal() throws -> ConsensusJournal {
      let journal = ConsensusJournal(store: disk, delegate: Self.key.publicKey.address)
      #expect(try journal.acquire(holder: "here", at: Self.start, duration: 1_000_000_000) != nil)
      return journal
    }
    let first = try journal()
    _ = try sign(intent(.commit, height: 4), in: first)
    try first.reserve(height: 5, roundStart: Self.start)
    #expect(try sign(intent(), in: first).isSuccess)
    disk.crash()
    try disk.restart(plan: .none)

    let second = try journal()
    #expect(try second.memory()?.height == 4)
    #expect(try sign(intent(.proposal, Keccak256.hash([2])), in: second) == .failure(.past))
    #expect(try sign(intent(.lock), in: second).isSuccess)
    try second.reserve(height: 5, roundStart: #require(Self.start.adding(nanoseconds: 10_000_000_000)))
    #expect(try sign(intent(round: 1), in: second).isSuccess)
  }

  @Test func `reserves nothing without the lease`() throws {
    let first = try journal()
    let other = ConsensusJournal(store: store, delegate: Self.key.publicKey.address)
    try other.reserve(height: 9, roundStart: Self.start)
    #expect(try journal().memory() == nil)
    try first.reserve(height: 9, roundStart: Self.start)
    #expect(try sign(intent(height: 8), in: try journal()).isSuccess)
  }

  @Test func `gives the same signature again`() throws {
    let first = try sign(intent(), in: try journal()).get()
    #expect(try sign(intent(), in: try journal()).get() == first)
  }

  @Test func `lets nothing be signed before what was signed last`() throws {
    let journal = try journal()
    #expect(try sign(intent(.lock, height: 6, round: 1), in: journal).isSuccess)
    #expect(try sign(intent(.proposal, height: 6, round: 1), in: journal) == .failure(.past))
    #expect(try sign(intent(.commit, height: 6, round: 0), in: journal) == .failure(.past))
    #expect(try sign(intent(.commit, height: 5, round: 9), in: journal) == .failure(.past))
    #expect(try sign(intent(.commit, height: 6, round: 1), in: journal).isSuccess)
  }

  @Test func `remembers the last height with its lock, over a restart`() throws {
    let block = Self.block()
    let first = try journal()
    _ = try sign(intent(height: 4), in: first)
    _ = try sign(intent(), in: first)
    let proof = [Endorsement.sign(documentHash: Keccak256.hash([3]), at: Self.start, with: Self.key)]
    let lock = ConsensusLock(roundStart: Self.start, block: block, proof: proof)
    let message = try sign(intent(.lock, block.hash, lock: lock), in: first).get()
    let memory = try #require(try journal().memory())
    #expect(memory.height == 5)
    #expect(memory.lock == lock)
    #expect(memory.signed.map(\.kind) == [.proposal, .lock])
    #expect(memory.signed.last?.message == message)
    #expect(memory.signed.map(\.roundStart) == [Self.start, Self.start])
  }

  @Test func `remembers nothing of a delegate that never signed`() throws {
    #expect(try journal().memory() == nil)
  }

  @Test func `signs nothing without a lease`() throws {
    #expect(try sign(intent(), in: try journal(holder: nil)) == .failure(.fenced))
  }

  @Test func `fences whoever held the lease before`() throws {
    let first = try journal(holder: "first")
    #expect(try sign(intent(), in: first).isSuccess)
    let second = ConsensusJournal(store: store, delegate: Self.key.publicKey.address)
    #expect(try second.acquire(holder: "second", at: Self.start, duration: 1) == nil)
    let later = try #require(Self.start.adding(nanoseconds: 1_000_000_000))
    #expect(try second.acquire(holder: "second", at: later, duration: 1)?.token == 2)
    #expect(try sign(intent(.lock), in: first) == .failure(.fenced))
    #expect(try sign(intent(.lock), in: second).isSuccess)
    // The second node knows what the first one signed.
    #expect(try sign(intent(.proposal, nil), in: second) == .failure(.contradiction))
  }

  @Test func `hands over to a node with another journal`() throws {
    let here = try journal()
    #expect(try sign(intent(.lock), in: here).isSuccess)
    let ticket = try #require(try here.release(at: Self.start))
    #expect(HandoverTicket(ticket.text) == ticket)
    #expect(try sign(intent(.commit), in: here) == .failure(.fenced))
    let elsewhere = ConsensusJournal(
      store: try MemoryStore(tables: ConsensusJournal.tables), delegate: Self.key.publicKey.address)
    #expect(try elsewhere.accept(ticket, at: Self.start))
    #expect(try elsewhere.acquire(holder: "there", at: Self.start, duration: 1) != nil)
    #expect(try sign(intent(.commit), in: elsewhere) == .failure(.contradiction))
    #expect(try sign(intent(.lock, nil), in: elsewhere) == .failure(.past))
    #expect(try sign(intent(round: 1), in: elsewhere).isSuccess)
    #expect(try !elsewhere.accept(ticket, at: Self.start))
  }

  @Test func `takes no ticket of another delegate`() throws {
    let ticket = HandoverTicket(delegate: SampleNetwork.delegates[1].publicKey.address, token: 9, height: 1, roundStart: nil)
    #expect(HandoverTicket(ticket.text) == ticket)
    #expect(try !journal().accept(ticket, at: Self.start))
  }

  @Test(arguments: ["", "x", "a:b:c:d", "io1:1:2:-", "io1:1:2:3.4:5"])
  func `reads no ticket from other text`(text: String) {
    #expect(HandoverTicket(text) == nil)
  }

  @Test func `keeps delegates of one store apart`() throws {
    #expect(try sign(intent(), in: try journal()).isSuccess)
    let other = ConsensusJournal(store: store, delegate: SampleNetwork.delegates[1].publicKey.address)
    #expect(try other.memory() == nil)
    #expect(try other.lease() == nil)
  }

  @Test func `forgets old heights but not the last`() throws {
    let journal = try journal()
    for height in 1...200 as ClosedRange<UInt64> { #expect(try sign(intent(height: height), in: journal).isSuccess) }
    #expect(try store.snapshot().count(of: Table("consensus.signatures")) <= 130)
    #expect(try journal.memory()?.height == 200)
  }
}

extension Result {
  fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
