public import Chain
internal import ChainCrypto
internal import ChainSpec
public import ChainTypes
public import Primitives
internal import ProtocolKit
public import RollDPoS
internal import StandardProtocols
internal import Synchronization

/// The network that a scenario's nodes belong to: its genesis, its keys, and who has the turn when.
///
/// Every delegate is elected for ever; epochs still change their order. Networks and keys are made once per shape, and
/// shared by all simulations of a process.
public struct DelegateNetwork: Sendable {
  /// What decides everything about a network.
  public struct Shape: Hashable, Sendable {
    /// Number of delegates.
    public var delegates: Int
    /// Nanoseconds between blocks, whole seconds.
    public var blockInterval: UInt64
    /// Blocks of an epoch are the number of delegates times this.
    public var subEpochs: Int
    /// Whether a missed round passes the turn on.
    public var rotatesWithRounds: Bool

    /// The shape of a scenario's network.
    public init(_ scenario: Scenario) {
      delegates = scenario.delegates.count
      blockInterval = scenario.blockInterval
      subEpochs = scenario.subEpochs
      rotatesWithRounds = scenario.rotatesWithRounds
    }
  }

  /// What each user has at the beginning, in Rau: a million IOTX.
  public static let userBalance = Rau.iotx(1_000_000).value
  /// Number of users.
  public static let userCount = 4

  /// The shape.
  public let shape: Shape
  /// What a chain of this network is made of.
  public let parameters: ChainParameters
  /// Its rounds.
  public let timing: RoundTiming
  /// How long the steps of a round last.
  public let timeouts: ConsensusTimeouts
  /// The delegates' addresses, by node.
  public let addresses: [Address]
  private let candidates: [String]

  /// What right clocks show at the beginning.
  public var origin: Timestamp { timing.genesisTime }

  /// The network of a shape.
  ///
  /// - Throws: what the genesis throws.
  public static func shared(_ shape: Shape) throws -> DelegateNetwork {
    if let known = cache.withLock({ $0[shape] }) { return known }
    let network = try DelegateNetwork(shape)
    cache.withLock { $0[shape] = network }
    return network
  }

  private static let cache = Mutex<[Shape: DelegateNetwork]>([:])

  private init(_ shape: Shape) throws {
    self.shape = shape
    addresses = (0..<shape.delegates).map { SimulationKeys.node($0).publicKey.address }
    candidates = addresses.map(\.bech32)
    let delegates = candidates.enumerated().map { index, address in
      """
          - operatorAddr: \(address)
            rewardAddr: \(address)
            votes: "\((shape.delegates - index) * 100)"
      """
    }
    let balances = (0..<Self.userCount).map {
      "    \(SimulationKeys.user($0).publicKey.address.bech32): \"\(Self.userBalance.decimal)\""
    }
    let genesis = try Genesis(
      yaml: """
        blockchain:
          timestamp: 1546329600
          blockGasLimit: 20000000
          actionGasLimit: 5000000
          blockInterval: \(shape.blockInterval / Span.second)s
          numSubEpochs: \(shape.subEpochs)
          numDelegates: \(shape.delegates)
          numCandidateDelegates: \(shape.delegates)
          timeBasedRotation: \(shape.rotatesWithRounds)
        account:
          initBalances:
        \(balances.joined(separator: "\n"))
        poll:
          enableGravityChainVoting: true
          delegates:
        \(delegates.joined(separator: "\n"))
        rewarding:
          productivityThreshold: 85
        """)
    parameters = ChainParameters(
      genesis: genesis, schedule: .alphaForever,
      suite: try .standard(genesis: genesis, election: nil, followsAnnouncements: false), undoDepth: 4)
    let interval = Int64(shape.blockInterval)
    guard
      let timing = RoundTiming(
        genesisTime: Timestamp(seconds: genesis.blockchain.timestamp), blockInterval: interval, toleratedOvertime: interval / 5)
    else { throw SimulationError.blockInterval }
    self.timing = timing
    timeouts = .scaled(toInterval: interval)
  }

  /// The delegates of the epoch of a height.
  public func roster(at height: UInt64) -> DelegateRoster? {
    let epochs = parameters.epochs
    return DelegateRoster(
      candidates: candidates, epochStart: epochs.startHeight(of: epochs.epochNumber(of: height)), epochs: epochs,
      rotatesWithRounds: shape.rotatesWithRounds)
  }

  /// The node that has the turn at a moment.
  ///
  /// - Parameters:
  ///   - moment: in a round, after its start.
  ///   - previousCommit: the commit time of the block below; nil for the first block.
  public func proposer(of height: UInt64, at moment: Timestamp, previousCommit: Timestamp?) -> Int? {
    guard let round = try? timing.round(at: moment, previousCommit: previousCommit, withToleration: false),
      let address = roster(at: height)?.proposer(at: height, round: round.number)
    else { return nil }
    return candidates.firstIndex(of: address)
  }

  /// The true time as a right clock shows it.
  public func clock(at time: VirtualTime) -> Timestamp { origin.adding(nanoseconds: Int64(clamping: time.nanoseconds)) ?? origin }
}

/// A simulation that cannot be set up.
public enum SimulationError: Error, Sendable {
  /// The block interval is not above zero.
  case blockInterval
}
