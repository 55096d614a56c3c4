import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import Testing

@Suite struct ProductivityTests {
  private static let delegates = (0..<4).map { TestKeys.numbered($0).publicKey.address }
  private static let directory = FixedDirectory(
    list: CandidateList(delegates.map { Candidate(address: $0.bech32, votes: .zero, rewardAddress: "") }))

  /// Epochs of eight blocks; delegates 0 and 1 produce in turns.
  private static func counts(epoch: UInt64, tip: UInt64, _ directory: any CandidateDirectory = directory) throws -> Productivity? {
    let delegates = delegates
    return try Productivity(
      epoch: epoch, epochs: try EpochArithmetic(numDelegates: 4, numCandidateDelegates: 4, numSubEpochs: 2), candidates: directory,
      history: SampleHistory(tipHeight: tip, producer: { delegates[Int($0 % 2)] }), state: .sample())
  }

  @Test func `counts the blocks of a finished epoch`() throws {
    let counts = try #require(try Self.counts(epoch: 1, tip: 20))
    #expect(counts.blocks == 8)
    #expect(Self.delegates.map { counts.produced[$0.bech32] } == [4, 4, 0, 0])
    #expect(counts.expectedBlocks == 2)
  }

  @Test func `counts the blocks so far of the current epoch`() throws {
    var counts = try #require(try Self.counts(epoch: 2, tip: 11))
    #expect(counts.blocks == 3)
    #expect(counts.expectedBlocks == 0)
    counts.add(producer: "io1another")
    #expect(counts.blocks == 4)
    #expect(counts.produced["io1another"] == 1)
    #expect(counts.expectedBlocks == 0)
  }

  @Test func `has no counts of an epoch to come, or of unknown delegates`() throws {
    #expect(try Self.counts(epoch: 2, tip: 8) == nil)
    #expect(try Self.counts(epoch: .max, tip: 8) == nil)
    #expect(try Self.counts(epoch: 1, tip: 8, EmptyDirectory()) == nil)
  }

  @Test func `has no counts before the first block`() throws {
    #expect(try Self.counts(epoch: 0, tip: 0) == nil)
    #expect(try Self.counts(epoch: 1, tip: 0) == nil)
  }

  @Test func `counts producers that are no delegates as well`() throws {
    let counts = try #require(try Self.counts(epoch: 1, tip: 8, FixedDirectory(list: CandidateList())))
    #expect(counts.produced == [Self.delegates[0].bech32: 4, Self.delegates[1].bech32: 4])
    #expect(counts.expectedBlocks == 4)
  }
}
