/// Draws scenarios from seeds.
public struct ScenarioGenerator: Sendable {
  /// What may be chosen by hand.
  public struct Options: Hashable, Sendable {
    /// Number of delegates, 4 to 24; nil: drawn, small ones more often.
    public var delegates: Int?
    /// Whether delegates may be Byzantine, at most as many as are tolerated.
    public var allowsByzantine = true

    /// Everything is drawn.
    public init() {}
  }

  private let options: Options

  /// A generator.
  public init(options: Options = Options()) {
    self.options = options
  }

  /// The scenario of a seed.
  public func scenario(seed: UInt64) -> Scenario {
    var random = RandomStream(seed: seed, concern: "scenario")
    let delegates = options.delegates.map { max(4, min(24, $0)) } ?? Self.delegateCount(&random)
    let interval = (random.pick([2, 5, 10]) ?? 10) * Span.second
    let intervals = UInt64(random.within(6...(delegates > 10 ? 8 : 12)))
    // Not at the beginning of a round.
    let healing = VirtualTime(nanoseconds: intervals * interval + random.within(0...(interval - 1)))
    var scenario = Scenario(
      seed: seed, nodes: nodes(delegates, interval, &random), blockInterval: interval, rotatesWithRounds: true,
      subEpochs: random.within(1...3), links: Self.links(interval, &random), healing: healing,
      end: healing.adding(UInt64(3 * delegates + 20) * interval))
    let isClean = scenario.nodes.allSatisfy(\.role.isHonest)
    if isClean, random.chance(perMillion: 200_000) { scenario.rotatesWithRounds = false }
    var steps = RandomStream(seed: seed, concern: "faults")
    for _ in 0..<steps.within(isClean ? 2...9 : 0...7) { scenario.steps += Self.fault(in: scenario, &steps) }
    scenario.steps = scenario.steps.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    scenario.submissions = Self.submissions(in: scenario)
    return scenario
  }

  private static func delegateCount(_ random: inout RandomStream) -> Int {
    switch random.below(100) {
    case ..<50: 4
    case ..<85: random.within(5...7)
    case ..<97: random.within(8...13)
    default: random.within(14...24)
    }
  }

  // MARK: Nodes

  private func nodes(_ count: Int, _ interval: UInt64, _ random: inout RandomStream) -> [Scenario.Node] {
    let skew = Int64(interval / 20)
    var nodes = (0..<count).map { _ in
      Scenario.Node(
        clockOffset: Int64(random.within(0...UInt64(2 * skew))) - skew,
        commitLatency: random.within(Span.millisecond / 2...interval / 100))
    }
    guard options.allowsByzantine else { return nodes }
    let faulty = random.shuffled(Array(0..<count)).prefix(random.within(0...Scenario.tolerated(delegates: count)))
    for index in faulty {
      if random.chance(perMillion: 60_000) {
        nodes[index].role = .honestOnLyingDisk
        continue
      }
      let kinds = random.shuffled(ByzantineBehaviour.allCases.filter { $0 != .outsiderVotes })
      nodes[index].role = .byzantine(Array(kinds.prefix(random.within(1...3))))
    }
    // Some networks have nodes that are no delegates: one that only follows, or one that attacks.
    if random.chance(perMillion: 250_000) {
      let attacks: [ByzantineBehaviour] = random.shuffled([.outsiderVotes, .forgedFooter, .voteReplay, .garbage, .lyingSync])
      nodes.append(Scenario.Node(role: .byzantine(Array(attacks.prefix(2))), isDelegate: false))
    }
    return nodes
  }

  private static func links(_ interval: UInt64, _ random: inout RandomStream) -> LinkProfile {
    let slow = random.within(20 * Span.millisecond...interval / 8)
    return LinkProfile(
      delay: 2 * Span.millisecond...(random.chance(perMillion: 600_000) ? 100 * Span.millisecond : slow),
      lossPerMillion: random.pick([0, 0, 5_000, 30_000, 100_000]) ?? 0,
      duplicatesPerMillion: random.pick([0, 5_000, 50_000]) ?? 0,
      reorderedPerMillion: random.pick([0, 20_000, 200_000]) ?? 0, reorderDelay: interval / 4)
  }

  // MARK: Faults

  /// One fault, with its end where it has one.
  private static func fault(in scenario: Scenario, _ random: inout RandomStream) -> [(time: VirtualTime, step: Scenario.Step)] {
    let interval = scenario.blockInterval
    let count = scenario.nodes.count
    let time = VirtualTime(nanoseconds: random.within(interval / 2...scenario.healing.nanoseconds))
    let length = random.within(interval / 50...3 * interval)
    let node = random.below(count)
    switch random.below(10) {
    case 0:
      return [(time, .crash(node)), (time.adding(length), .restart(node))]
    case 1:
      // A short outage, within a round.
      return [(time, .crash(node)), (time.adding(random.within(interval / 100...interval / 5)), .restart(node))]
    case 2, 3:
      let step = Scenario.Step.crashAtCommit(node, commit: random.within(1...6), afterwards: random.chance(perMillion: 500_000))
      return [(time, step), (time.adding(random.within(interval / 10...2 * interval)), .restart(node))]
    case 4, 5:
      let parts = random.within(2...3)
      return [(time, .partition((0..<count).map { _ in random.below(parts) })), (time.adding(length), .join)]
    case 6:
      let cuts = (0..<random.within(1...count)).map { _ in (time, Scenario.Step.cut(from: random.below(count), to: random.below(count))) }
      return cuts + [(time.adding(length), .join)]
    case 7:
      let bad = LinkProfile(
        delay: 10 * Span.millisecond...random.within(50 * Span.millisecond...interval / 2), lossPerMillion: random.within(0...500_000),
        reorderedPerMillion: 100_000, reorderDelay: interval / 2)
      return random.chance(perMillion: 500_000)
        ? [(time, .linksOf(node, bad)), (time.adding(length), .linksOf(node, scenario.links))]
        : [(time, .links(bad)), (time.adding(length), .links(scenario.links))]
    case 8:
      let width = Int64(interval / 2)
      return [(time, .clock(node, offset: Int64(random.within(0...UInt64(2 * width))) - width))]
    default:
      return [
        (time, .disk(node, latency: random.within(interval / 50...interval / 5))),
        (time.adding(length), .disk(node, latency: scenario.nodes[node].commitLatency)),
      ]
    }
  }

  // MARK: Users

  private static func submissions(in scenario: Scenario) -> [Scenario.Submission] {
    var random = RandomStream(seed: scenario.seed, concern: "users")
    let users = random.within(1...3)
    return (0..<random.within(2...12)).map { _ in
      Scenario.Submission(
        time: VirtualTime(nanoseconds: random.within(scenario.blockInterval / 10...scenario.healing.nanoseconds)),
        user: random.below(users), node: random.below(scenario.nodes.count))
    }.sorted { ($0.time, $0.user, $0.node) < ($1.time, $1.user, $1.node) }
  }
}
