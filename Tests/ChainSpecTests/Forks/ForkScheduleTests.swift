import ChainSpec
import Testing

@Suite struct ForkScheduleTests {
  @Test(arguments: Fork.allCases)
  func `a fork of mainnet is in force from its height on, not before`(fork: Fork) {
    let schedule = ForkSchedule.mainnet
    let height = fork.mainnetHeight
    let lastAtHeight = Fork.allCases.last { $0.mainnetHeight == height }
    #expect(schedule.height(of: fork) == height)
    #expect(schedule.fork(at: height) == lastAtHeight)
    if height > 0 { #expect(schedule.fork(at: height - 1) < fork) }
  }

  @Test func `heights of mainnet's forks never decrease`() {
    let heights = Fork.allCases.map(\.mainnetHeight)
    #expect(heights == heights.sorted())
    #expect(heights.first == 0)
    #expect(Fork.allCases.count == 31)
  }

  @Test func `every mainnet fork of v1.0.0 begins an epoch of 360 blocks`() {
    let forks = Fork.allCases.filter { $0 > .alpha && $0 <= .dardanelles && $0 != .bering }
    #expect(forks.allSatisfy { $0.mainnetHeight % 360 == 1 })
  }

  @Test func `rules of mainnet are Alpha's until Pacific`() throws {
    #expect(try ForkSchedule.mainnet.rules(at: 0) == Rules.of(.alpha))
    #expect(try ForkSchedule.mainnet.rules(at: 1) == Rules.of(.alpha))
    #expect(try ForkSchedule.mainnet.rules(at: 432_000) == Rules.of(.alpha))
  }

  @Test func `asking for Pacific's rules is an error that says what is there`() throws {
    let error = try #require(throws: RulesUnavailable.self) { try ForkSchedule.mainnet.rules(at: 432_001) }
    #expect(error.fork == .pacific)
    #expect(error.forkHeight == 432_001)
    #expect(error.implemented == .alpha)
    #expect(error.implementedThrough == 432_000)
    #expect(
      error.description
        == "block 432001 needs the rules of Pacific, in force from height 432001, which are not implemented; "
        + "implemented are those up to Mainnet Alpha, through height 432000")
  }

  @Test func `asking for a late height names the fork in force there`() throws {
    let error = try #require(throws: RulesUnavailable.self) { try ForkSchedule.mainnet.rules(at: .max) }
    #expect(error.fork == .yapBeta)
    #expect(error.implementedThrough == 432_000)
  }

  @Test(arguments: [0, 1, 432_001, 48_985_561, .max] as [UInt64])
  func `networks other than mainnet run Alpha for ever`(height: UInt64) throws {
    #expect(ForkSchedule.alphaForever.fork(at: height) == .alpha)
    #expect(try ForkSchedule.alphaForever.rules(at: height) == Rules.of(.alpha))
  }

  @Test func `a genesis like mainnet's gets mainnet's forks, any other gets none`() throws {
    #expect(ForkSchedule.network(of: try Genesis(yaml: Network.mainnet.genesis.yaml)) == .mainnet)
    #expect(ForkSchedule.network(of: .reference) == .alphaForever)
    #expect(Network.allCases.map { ForkSchedule.network(of: $0.genesis) } == Network.allCases.map(\.forkSchedule))
  }

  @Test func `refuses schedules out of order`() {
    #expect(ForkSchedule(startingWith: .alpha, then: [.init(.pacific, at: 5), .init(.bering, at: 5)]) != nil)
    #expect(ForkSchedule(startingWith: .alpha, then: [.init(.pacific, at: 5), .init(.bering, at: 4)]) == nil)
    #expect(ForkSchedule(startingWith: .alpha, then: [.init(.bering, at: 5), .init(.pacific, at: 6)]) == nil)
    #expect(ForkSchedule(startingWith: .alpha, then: [.init(.alpha, at: 5)]) == nil)
  }

  @Test func `a schedule that starts with missing rules has none`() throws {
    let schedule = try #require(ForkSchedule(startingWith: .pacific, then: [.init(.bering, at: 0)]))
    let error = try #require(throws: RulesUnavailable.self) { try schedule.rules(at: 7) }
    #expect(error.fork == .bering)
    #expect(error.implemented == nil)
    #expect(error.implementedThrough == nil)
  }

  @Test func `Alpha charges executions twice and hides block hashes`() throws {
    let rules = try ForkSchedule.alphaForever.rules(at: 1)
    #expect(rules.chargesExecutionGasTwice)
    #expect(rules.blockHashOpcodeIsZero)
    #expect(rules.keepsLogsOnRevert)
    #expect(rules.checksBlockGasLimitOnlyWhenMinting)
  }
}
