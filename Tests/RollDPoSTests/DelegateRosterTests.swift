import ChainSpec
import ChainTypes
import RollDPoS
import TestSupport
import Testing

@Suite struct DelegateRosterTests {
  private static let candidates = (0..<9).map { "io1candidate\($0)" }

  private static func roster(delegates: UInt64, of candidateLimit: UInt64, rotating: Bool = false) throws -> DelegateRoster? {
    DelegateRoster(
      candidates: candidates, epochStart: 25,
      epochs: try EpochArithmetic(numDelegates: delegates, numCandidateDelegates: candidateLimit, numSubEpochs: 3),
      rotatesWithRounds: rotating)
  }

  @Test func `draws delegates in the reference's order`() throws {
    let vectors = try GoldenData.section("delegateOrder").array
    #expect(vectors.count >= 12)
    for vector in vectors {
      #expect(try vector.string("seed") == "1234567890abcdef")
      let candidates = vector["candidates"].array.compactMap(\.string)
      let order = vector["order"].array.compactMap(\.string)
      let epochStart = try vector.uint64("epochStartHeight")
      #expect(DelegateOrder.draw(candidates, epochStart: epochStart) { $0 } == order)
      let count = UInt64(candidates.count)
      let epochs = try EpochArithmetic(numDelegates: count, numCandidateDelegates: count, numSubEpochs: 1)
      let roster = DelegateRoster(candidates: candidates, epochStart: epochStart, epochs: epochs, rotatesWithRounds: false)
      #expect(roster?.addresses == order)
    }
  }

  @Test func `cuts the candidates before the draw and the delegates after it`() throws {
    let roster = try #require(try Self.roster(delegates: 3, of: 5))
    let drawn = DelegateOrder.draw(Array(Self.candidates.prefix(5)), epochStart: 25) { $0 }
    #expect(roster.addresses == Array(drawn.prefix(3)))
  }

  @Test func `has no roster with fewer candidates than delegates`() throws {
    #expect(try Self.roster(delegates: 9, of: 9) != nil)
    #expect(try Self.roster(delegates: 10, of: 10) == nil)
    let epochs = try EpochArithmetic(numDelegates: .max >> 40, numCandidateDelegates: .max, numSubEpochs: 1)
    #expect(DelegateRoster(candidates: [], epochStart: 1, epochs: epochs, rotatesWithRounds: false) == nil)
  }

  @Test func `gives the turn to the next delegate with the next height`() throws {
    let roster = try #require(try Self.roster(delegates: 4, of: 9))
    for height in 0..<9 { #expect(roster.proposer(at: UInt64(height), round: 0) == roster.addresses[height % 4]) }
  }

  @Test func `passes a missed turn on only where the network rotates`() throws {
    let fixed = try #require(try Self.roster(delegates: 4, of: 9))
    let rotating = try #require(try Self.roster(delegates: 4, of: 9, rotating: true))
    #expect(fixed.proposer(at: 6, round: 3) == fixed.addresses[2])
    #expect(rotating.proposer(at: 6, round: 3) == rotating.addresses[1])
  }

  @Test func `names a proposer at the end of all heights`() throws {
    let roster = try #require(try Self.roster(delegates: 4, of: 9, rotating: true))
    #expect(roster.addresses.contains(roster.proposer(at: .max, round: .max)))
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (7, 5), (9, 7)])
  func `needs more than two thirds`(delegates: Int, needed: Int) throws {
    let roster = try #require(try Self.roster(delegates: UInt64(delegates), of: 9))
    #expect(!roster.isMajority(needed - 1))
    #expect(roster.isMajority(needed))
  }
}
