public import ChainTypes
public import RollDPoS

/// What a node shows of its part in the consensus.
public struct ConsensusStatus: Hashable, Sendable {
  /// Whether it takes part; false when it stands by.
  public var isActive = false
  /// Whether it is a delegate of the current epoch, and in a round.
  public var isInRound = false
  /// The height that is worked on.
  public var height: UInt64 = 0
  /// The number of the round.
  public var round: UInt32 = 0
  /// The step of the round.
  public var step: RoundState.Step = .waiting
  /// When the round begins or began.
  public var roundStart: Timestamp?
  /// Whether this node has the turn.
  public var isProposer = false
  /// The operator address of whoever has the turn.
  public var proposer: String?
  /// The delegates of the epoch in the order of their turns.
  public var delegates: [String] = []
  /// Counters.
  public var statistics = ConsensusStatistics()

  /// Of a node that has not begun.
  public init() {}

  init(_ driver: ConsensusDriver) {
    let machine = driver.machine
    isActive = machine.isActive
    height = machine.height
    statistics = driver.statistics
    delegates = machine.head?.roster?.addresses ?? []
    guard let current = machine.round else { return }
    isInRound = true
    round = current.id.number
    step = current.step
    roundStart = current.start
    isProposer = current.isProposer
    proposer = machine.head?.roster?.proposer(at: current.id.height, round: current.id.number)
  }
}
