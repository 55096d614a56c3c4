internal import Chain
internal import ChainCrypto
internal import ChainTypes
internal import Primitives
@_spi(Faults) internal import RollDPoS

/// A fault put into the consensus on purpose, to show that the simulator finds it.
public enum DeliberateFault: String, Hashable, Sendable, CaseIterable {
  /// Two thirds of the delegates suffice, where more are needed.
  case quorum
  /// A round begins without the lock of the one before.
  case lock
  /// A restarted delegate does not look up what it signed before.
  case journal
  /// Endorsements count whoever made them.
  case nonDelegates = "non-delegates"

  var faults: ConsensusFaults {
    var faults = ConsensusFaults()
    switch self {
    case .quorum: faults.countsTwoThirds = true
    case .lock: faults.forgetsLock = true
    case .journal: faults.ignoresJournal = true
    case .nonDelegates: faults.acceptsStrangers = true
    }
    return faults
  }
}

/// One simulation of a network of real nodes, from a seed.
public struct Simulation: Sendable {
  /// What is chosen besides the seed.
  public struct Options: Hashable, Sendable {
    /// What the generator of scenarios is told.
    public var scenario = ScenarioGenerator.Options()
    /// A fault in all honest nodes.
    public var fault: DeliberateFault?

    /// Everything is drawn, nothing is broken.
    public init() {}
  }

  /// What came of a simulation.
  public struct Outcome: Sendable {
    /// The seed.
    public let seed: UInt64
    /// The check that failed; nil when all held.
    public let violation: Violation?
    /// Over everything that happened: the same on every replay.
    public let hash: String
    /// Number of events.
    public let events: Int
    /// Number of delegates.
    public let delegates: Int
    /// Number of delegates that were not honest.
    public let faulty: Int
    /// Height of the longest honest chain.
    public let height: UInt64
    /// Actions submitted and mined.
    public let actions: (submitted: Int, mined: Int)
    /// The last things that happened, oldest first.
    public let lastEvents: [TraceEvent]
  }

  private let scenario: Scenario
  private let fault: DeliberateFault?

  /// The simulation of a seed.
  public init(seed: UInt64, options: Options = Options()) {
    self.init(ScenarioGenerator(options: options.scenario).scenario(seed: seed), fault: options.fault)
  }

  /// The simulation of a scenario.
  public init(_ scenario: Scenario, fault: DeliberateFault? = nil) {
    self.scenario = scenario
    self.fault = fault
  }

  /// Runs the simulation.
  ///
  /// - Parameter listener: is told everything that happens.
  /// - Throws: what setting up the network throws; never for something that happens in it.
  public func run(listener: ((TraceEvent) -> Void)? = nil) throws -> Outcome {
    let network = try DelegateNetwork.shared(.init(scenario))
    let cache = MessageCache()
    let wallets = Wallets()
    let agreement = AgreementCheck(nodeCount: scenario.nodes.count, honest: scenario.honest)
    let ledger = ActionLedger(honest: scenario.honest, patience: UInt64(scenario.delegates.count + 12) * scenario.blockInterval)
    let checks: [any SimulationCheck] = [
      agreement, DoubleSignCheck(keys: honestKeys, decoded: { cache.message($0) }),
      LockCheck(keys: honestKeys, delegates: network.addresses, timeouts: network.timeouts, decoded: { cache.message($0) }),
      FooterCheck(delegates: network.addresses, honest: scenario.honest), progress(agreement, network), ledger,
    ]
    let world = try World(
      scenario, origin: network.origin, trace: Trace(listener: listener), checks: checks,
      disk: { index, node in
        try SimulatedDisk(
          tables: DelegateNode.tables, commitLatency: node.commitLatency, liesAboutSync: node.role == .honestOnLyingDisk,
          seed: scenario.seed &+ UInt64(index) &* 1_000_003)
      },
      makeNode: { environment in
        try DelegateNode(
          environment: environment, role: scenario.nodes[environment.index].role, network: network, cache: cache,
          faults: fault?.faults ?? .none)
      },
      makeAction: { wallets.action(of: $0) },
      onHealed: { resubmit(in: $0, wallets, ledger) })
    let violation = world.run()
    return Outcome(
      seed: scenario.seed, violation: violation, hash: world.trace.hash.hex, events: world.trace.count,
      delegates: scenario.delegates.count, faulty: scenario.delegates.count { !scenario.nodes[$0].role.isHonest },
      height: agreement.highest, actions: (wallets.actions.count, ledger.minedCount), lastEvents: world.trace.lastEvents)
  }

  private var honestKeys: [Int: Address] {
    Dictionary(uniqueKeysWithValues: scenario.honest.map { ($0, SimulationKeys.node($0).publicKey.address) })
  }

  private func progress(_ agreement: AgreementCheck, _ network: DelegateNetwork) -> ProgressCheck {
    let honest = Set(scenario.honest)
    return ProgressCheck(agreement: agreement, interval: scenario.blockInterval) { height, start in
      let proposer = network.proposer(
        of: height, at: network.clock(at: start.adding(1)), previousCommit: height > 1 ? agreement.commitTimes[height - 1] : nil)
      return proposer.map { honest.contains($0) } ?? false
    }
  }

  /// Has users give what was not mined to all honest nodes again, one after the other.
  ///
  /// A node that has an action already does not pass it on, so that one node would not be enough for those that lack it.
  private func resubmit(in world: World, _ wallets: Wallets, _ ledger: ActionLedger) {
    for (index, action) in wallets.actions.enumerated() where !ledger.isMined(action.hash) {
      for (turn, node) in scenario.honest.enumerated() {
        let delay = scenario.blockInterval / 5 + UInt64(index) * Span.millisecond + UInt64(turn) * 150 * Span.millisecond
        world.schedule(Scenario.Submission(time: world.now.adding(delay), user: 0, node: node, earlier: index))
      }
    }
  }
}
