import ChainCrypto
import ChainSpec
import ChainTypes
import Primitives
import RollDPoS
import Testing

@Suite struct FooterVerifierTests {
  private static let genesisTime = Timestamp(seconds: 1000)
  private static let keys = (1...7).map { PrivateKey.sample($0) }
  private static let outsider = PrivateKey.sample(99)

  private let roster: DelegateRoster
  private let timing: RoundTiming

  init() throws {
    let epochs = try EpochArithmetic(numDelegates: 7, numCandidateDelegates: 7, numSubEpochs: 2)
    roster = try #require(
      DelegateRoster(candidates: Self.keys.map(\.publicKey.address.bech32), epochStart: 1, epochs: epochs, rotatesWithRounds: true))
    timing = try #require(RoundTiming(genesisTime: Self.genesisTime, blockInterval: 10_000_000_000, toleratedOvertime: 0))
  }

  /// An empty block of height 5 by the delegate whose turn it is in the block's round, or by another key.
  private func block(at seconds: Int64 = 1010, round: UInt32 = 0, by key: PrivateKey? = nil) throws -> Block {
    let proposer = roster.proposer(at: 5, round: round)
    let key = try #require(key ?? Self.keys.first { $0.publicKey.address.bech32 == proposer })
    let core = BlockHeaderCore(
      version: 1, height: 5, timestamp: Timestamp(seconds: seconds), previousHash: .zero, txRoot: .zero, deltaStateDigest: .zero,
      receiptRoot: .zero)
    return Block(header: BlockHeader.sign(core, with: key), actions: [])
  }

  private func endorsement(_ block: Block, by key: PrivateKey, topic: ConsensusVote.Topic = .commit, at seconds: Int64 = 1011)
    -> Endorsement
  {
    Endorsement.sign(
      documentHash: ConsensusVote(blockHash: block.hash.bytes, topic: topic).documentHash, at: Timestamp(seconds: seconds), with: key)
  }

  /// Why a footer with these endorsements is refused; nil when it is not.
  private func refusal(of block: Block, _ endorsements: [Endorsement], strict: Bool = false) -> FooterRejection? {
    let finalized = block.finalized(with: BlockFooter(endorsements: endorsements, commitTime: Timestamp(seconds: 1012)))
    do throws(FooterRejection) {
      try FooterVerifier(timing: timing, countsOnlyDelegates: strict).verify(finalized, roster: roster, previousCommit: nil)
      return nil
    } catch {
      return error
    }
  }

  @Test func `accepts the endorsements of more than two thirds`() throws {
    let block = try block()
    #expect(refusal(of: block, Self.keys.prefix(5).map { endorsement(block, by: $0) }) == nil)
    #expect(refusal(of: block, Self.keys.prefix(5).map { endorsement(block, by: $0) }, strict: true) == nil)
  }

  @Test func `refuses the endorsements of two thirds or fewer`() throws {
    let block = try block()
    #expect(refusal(of: block, Self.keys.prefix(4).map { endorsement(block, by: $0) }) == .tooFewEndorsements(count: 4, delegates: 7))
    #expect(refusal(of: block, []) == .tooFewEndorsements(count: 0, delegates: 7))
  }

  @Test func `counts a delegate once`() throws {
    let block = try block()
    let repeated = Self.keys.prefix(4).map { endorsement(block, by: $0) } + [endorsement(block, by: Self.keys[0], at: 1012)]
    #expect(refusal(of: block, repeated) == .tooFewEndorsements(count: 4, delegates: 7))
  }

  @Test func `refuses an endorser that signs again with an earlier time`() throws {
    let block = try block()
    let endorsements = Self.keys.prefix(5).map { endorsement(block, by: $0) } + [endorsement(block, by: Self.keys[0], at: 1010)]
    #expect(refusal(of: block, endorsements) == .expiredEndorsement(by: Self.keys[0].publicKey.address.bech32))
  }

  @Test func `refuses one wrong signature among enough right ones`() throws {
    let block = try block()
    let name = Self.keys[6].publicKey.address.bech32
    let good = Self.keys.prefix(5).map { endorsement(block, by: $0) }
    #expect(refusal(of: block, good + [endorsement(block, by: Self.keys[6], topic: .lock)]) == .invalidEndorsement(by: name))
    let other = try self.block(at: 1011)
    #expect(refusal(of: block, good + [endorsement(other, by: Self.keys[6])]) == .invalidEndorsement(by: name))
    let short = Endorsement(timestamp: Timestamp(seconds: 1011), endorser: Self.keys[6].publicKey, signature: [1, 2, 3])
    #expect(refusal(of: block, good + [short]) == .invalidEndorsement(by: name))
  }

  @Test func `counts others than delegates in the past, and refuses them now`() throws {
    let block = try block()
    let endorsements = (Self.keys.prefix(4) + [Self.outsider]).map { endorsement(block, by: $0) }
    #expect(refusal(of: block, endorsements) == nil)
    #expect(refusal(of: block, endorsements, strict: true) == .notADelegate(Self.outsider.publicKey.address.bech32))
  }

  @Test func `refuses a block out of turn`() throws {
    let block = try block(by: Self.outsider)
    let endorsements = Self.keys.map { endorsement(block, by: $0) }
    #expect(
      refusal(of: block, endorsements)
        == .wrongProposer(expected: roster.proposer(at: 5, round: 0), actual: Self.outsider.publicKey.address.bech32, round: 0))
  }

  @Test func `takes the round from the block's time`() throws {
    let late = try block(at: 1035, round: 2)
    #expect(refusal(of: late, Self.keys.map { endorsement(late, by: $0) }) == nil)
    let early = try block(at: 1035, round: 0)
    #expect(
      refusal(of: early, Self.keys.map { endorsement(early, by: $0) })
        == .wrongProposer(expected: roster.proposer(at: 5, round: 2), actual: roster.proposer(at: 5, round: 0), round: 2))
  }

  @Test func `refuses a block that is no later than the one before`() throws {
    let block = try block(at: 1000)
    #expect(
      refusal(of: block, Self.keys.map { endorsement(block, by: $0) })
        == .noRound(.notAfterPreviousBlock(previous: Self.genesisTime, moment: Self.genesisTime)))
  }
}

extension PrivateKey {
  /// The key whose secret is a small number.
  fileprivate static func sample(_ number: UInt8) -> PrivateKey {
    guard let key = try? PrivateKey([UInt8](repeating: 0, count: 31) + [number]) else {
      preconditionFailure("every number from 1 on below the curve's order is a secret")
    }
    return key
  }
}
