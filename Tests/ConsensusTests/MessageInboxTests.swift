import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import Testing

@testable import Consensus

@Suite struct MessageInboxTests {
  private static let key = SampleNetwork.delegates[0]

  private func vote(_ number: Int) -> MessageInbox.Entry {
    let endorsement = Endorsement(timestamp: Timestamp(seconds: Int64(number)), endorser: Self.key.publicKey, signature: [])
    let vote = ConsensusVote(blockHash: [], topic: .proposal)
    return .init(message: ConsensusMessage(height: 1, endorsement: endorsement, document: .vote(vote)), answer: nil)
  }

  private func proposal(_ number: Int) -> MessageInbox.Entry {
    let core = BlockHeaderCore(
      version: 1, height: 1, timestamp: Timestamp(seconds: 1), previousHash: .zero, txRoot: .zero, deltaStateDigest: .zero,
      receiptRoot: .zero)
    let block = Block(header: BlockHeader(core: core, producer: Self.key.publicKey, signature: []), actions: [])
    let endorsement = Endorsement(timestamp: Timestamp(seconds: Int64(number)), endorser: Self.key.publicKey, signature: [])
    return .init(
      message: ConsensusMessage(height: 1, endorsement: endorsement, document: .proposal(BlockProposal(block: block))), answer: nil)
  }

  /// Puts messages in line; says of each whether there was room.
  private func fill(_ inbox: inout MessageInbox, _ entries: [MessageInbox.Entry]) -> [Bool] { entries.map { inbox.insert($0) } }

  /// The numbers of the next messages.
  private func drain(_ inbox: inout MessageInbox, _ count: Int = .max) -> [Int] {
    var numbers: [Int] = []
    while numbers.count < count, let entry = inbox.next() { numbers.append(Int(entry.message.endorsement.timestamp.seconds)) }
    return numbers
  }

  @Test func `gives votes out in their order`() {
    var inbox = MessageInbox(maximumVotes: 9, maximumProposals: 9)
    let first = fill(&inbox, (1...3).map(vote))
    #expect(first == [true, true, true])
    let early = drain(&inbox, 2)
    #expect(early == [1, 2])
    _ = fill(&inbox, [vote(4)])
    let late = drain(&inbox)
    #expect(late == [3, 4])
  }

  @Test func `refuses what has no room, of each kind by itself`() {
    var inbox = MessageInbox(maximumVotes: 2, maximumProposals: 1)
    let room = fill(&inbox, [vote(1), vote(2), vote(3), proposal(4), proposal(5)])
    #expect(room == [true, true, false, true, false])
    _ = drain(&inbox, 1)
    let again = fill(&inbox, [vote(6)])
    #expect(again == [true])
  }

  @Test func `prefers votes, but lets no block wait for many`() throws {
    var inbox = MessageInbox(maximumVotes: 200, maximumProposals: 9)
    _ = fill(&inbox, [proposal(1000)] + (1...100).map(vote))
    let order = drain(&inbox)
    #expect(order.count == 101)
    #expect(order.first == 1)
    #expect(try #require(order.firstIndex(of: 1000)) <= 40)
    #expect(order.filter { $0 < 1000 } == Array(1...100))
  }
}
