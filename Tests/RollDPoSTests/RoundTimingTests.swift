import ChainTypes
import RollDPoS
import Testing

@Suite struct RoundTimingTests {
  private static let second: Int64 = 1_000_000_000
  private static let genesis = Timestamp(seconds: 1000)

  private static func timing() throws -> RoundTiming {
    try #require(RoundTiming(genesisTime: genesis, blockInterval: 10 * second, toleratedOvertime: 2 * second))
  }

  /// The moment so many seconds after genesis.
  private static func moment(_ seconds: Int64, _ nanoseconds: Int32 = 0) -> Timestamp {
    Timestamp(seconds: 1000 + seconds, nanoseconds: nanoseconds)
  }

  @Test func `refuses an interval of nothing or less`() {
    #expect(RoundTiming(genesisTime: Self.genesis, blockInterval: 0, toleratedOvertime: 0) == nil)
    #expect(RoundTiming(genesisTime: Self.genesis, blockInterval: -1, toleratedOvertime: 0) == nil)
  }

  @Test func `has no round at or before the previous block's aligned time`() throws {
    let timing = try Self.timing()
    for seconds in [-1, 0] as [Int64] {
      #expect(throws: RoundError.notAfterPreviousBlock(previous: Self.genesis, moment: Self.moment(seconds))) {
        try timing.round(at: Self.moment(seconds), previousCommit: nil, withToleration: false)
      }
    }
    #expect(throws: RoundError.self) {
      try timing.round(at: Self.moment(20), previousCommit: Self.moment(29), withToleration: false)
    }
  }

  @Test(arguments: [(1, 0), (10, 0), (19, 0), (20, 1), (21, 1), (29, 1), (30, 2)] as [(Int64, UInt32)])
  func `counts rounds by whole intervals, the first two being round 0`(seconds: Int64, number: UInt32) throws {
    let round = try Self.timing().round(at: Self.moment(seconds), previousCommit: nil, withToleration: false)
    #expect(round.number == number)
    #expect(round.start == Self.moment(10 * Int64(number + 1)))
  }

  @Test func `aligns the previous commit to the interval since genesis`() throws {
    let timing = try Self.timing()
    for commit in [Self.moment(40), Self.moment(43), Self.moment(49, 999_999_999)] {
      let round = try timing.round(at: Self.moment(51), previousCommit: commit, withToleration: false)
      #expect(round.number == 0)
      #expect(round.start == Self.moment(50))
    }
  }

  @Test func `tolerates overtime only where it is asked for`() throws {
    let timing = try Self.timing()
    #expect(try timing.round(at: Self.moment(21, 999_999_999), previousCommit: nil, withToleration: true).number == 1)
    #expect(try timing.round(at: Self.moment(22), previousCommit: nil, withToleration: true).number == 2)
    #expect(try timing.round(at: Self.moment(22), previousCommit: nil, withToleration: false).number == 1)
  }

  @Test func `answers for times at the ends of what can be written`() throws {
    let timing = try Self.timing()
    let times = [
      Timestamp.goZeroTime, Timestamp(seconds: .min), Timestamp(seconds: .max, nanoseconds: 999_999_999),
      Timestamp(seconds: 253_402_300_799),
    ]
    for previous in times {
      for now in times {
        for toleration in [false, true] {
          // Whatever the answer is: it is one, and no trap.
          _ = try? timing.round(at: now, previousCommit: previous, withToleration: toleration)
        }
      }
    }
    let round = try timing.round(at: Self.moment(1), previousCommit: .goZeroTime, withToleration: false)
    #expect(round.start > Self.moment(-10))
  }
}
