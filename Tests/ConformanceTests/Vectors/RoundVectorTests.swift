import Chain
import ChainSpec
import ChainTypes
import ProtocolKit
import RollDPoS
import TestSupport
import Testing

/// Which round a moment is in and whose turn it is, on fully imported chains.
@Suite struct RoundVectorTests {
  @Test func `rounds, start times and proposers are the reference's`() async throws {
    let sections = try GoldenData.section("rounds").array
    #expect(sections.count >= 3)
    for section in sections {
      let golden = try #require(GoldenData.chain(try section.string("chain")))
      let replay = try await golden.replayed()
      let genesis = replay.chain.parameters.genesis.blockchain
      #expect(genesis.blockInterval.description == (try section.string("blockInterval")))
      #expect(genesis.timeBasedRotation == (try section.bool("timeBasedRotation")))
      let overtime = try #require(BlockDuration(parsing: try section.string("toleratedOvertime")))
      let timing = try #require(
        RoundTiming(
          genesisTime: Timestamp(seconds: genesis.timestamp), blockInterval: genesis.blockInterval.nanoseconds,
          toleratedOvertime: overtime.nanoseconds))
      let cases = section["cases"].array
      #expect(cases.count >= 60)
      for entry in cases {
        try Self.check(entry["plain"], of: entry, withToleration: false, timing, replay)
        try Self.check(entry["withToleration"], of: entry, withToleration: true, timing, replay)
      }
    }
  }

  private static func check(
    _ recorded: JSON, of entry: JSON, withToleration: Bool, _ timing: RoundTiming, _ replay: ReplayedChain
  ) throws {
    let height = try entry.uint64("height")
    let now = Timestamp(seconds: Int64(try entry.int("seconds")), nanoseconds: Int32(try entry.int("nanos")))
    let previous = height > 1 ? try replay.chain.view().blocks.footer(at: height - 1)?.commitTime : nil
    let place = Comment(rawValue: recorded.path)
    let answer = Result { () throws(RoundError) in
      try timing.round(at: now, previousCommit: previous, withToleration: withToleration)
    }
    guard let round = try? answer.get() else {
      #expect(recorded["error"].exists, place)
      return
    }
    #expect(!recorded["error"].exists, place)
    #expect(UInt64(round.number) == recorded["round"].uint64, place)
    #expect(Int(round.start.seconds) == recorded["startSeconds"].int, place)
    #expect(Int(round.start.nanoseconds) == recorded["startNanos"].int, place)
    let epoch = replay.chain.parameters.epochs.epochNumber(of: height)
    #expect(epoch == recorded["epoch"].uint64, place)
    #expect(try roster(of: epoch, replay)?.proposer(at: height, round: round.number) == recorded["proposer"].string, place)
  }

  private static func roster(of epoch: UInt64, _ replay: ReplayedChain) throws -> DelegateRoster? {
    let parameters = replay.chain.parameters
    let start = parameters.epochs.startHeight(of: epoch)
    let candidates = try parameters.suite.candidates.candidates(
      at: start, epochs: parameters.epochs, state: try replay.chain.view().state())
    return DelegateRoster(
      candidates: candidates?.candidates.map(\.address) ?? [], epochStart: start, epochs: parameters.epochs,
      rotatesWithRounds: parameters.genesis.blockchain.timeBasedRotation)
  }
}
