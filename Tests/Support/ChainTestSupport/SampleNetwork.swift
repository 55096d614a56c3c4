public import Chain
public import ChainCrypto
public import ChainSpec
public import ChainTypes
public import Primitives
public import ProtocolKit
public import RollDPoS
internal import StandardProtocols
internal import TestSupport

/// A small network for unit tests: four delegates with known keys, epochs of eight blocks, a block every ten seconds, and
/// users with a million IOTX each.
public struct SampleNetwork: Sendable {
  /// Who elects the delegates.
  public enum Voting: String, Sendable {
    /// The genesis lists them for ever.
    case lifeLong = "enableGravityChainVoting: true"
    /// An election outside the chain does, from height 100 of the gravity chain on.
    case election = "enableGravityChainVoting: true\n  gravityChainStartHeight: 100"
    /// Accounts vote on the chain.
    case onChain = "enableGravityChainVoting: false"
  }

  /// The delegates' keys.
  public static let delegates = (0..<4).map { TestKeys.numbered($0) }
  /// The users' keys.
  public static let users = (10..<16).map { TestKeys.numbered($0) }
  /// What each user has at the beginning, in Rau.
  public static let userBalance = Rau.iotx(1_000_000).value
  /// The genesis.
  public let genesis: Genesis

  /// A network.
  ///
  /// - Parameters:
  ///   - blockGasLimit: in gas units.
  ///   - actionGasLimit: in gas units.
  ///   - rotatesWithRounds: whether a missed round passes the turn on.
  public init(
    voting: Voting = .lifeLong, blockGasLimit: UInt64 = 20_000_000, actionGasLimit: UInt64 = 5_000_000, rotatesWithRounds: Bool = false
  ) throws {
    let delegates = Self.delegates.enumerated().map { index, key in
      """
          - operatorAddr: \(key.publicKey.address.bech32)
            rewardAddr: \(key.publicKey.address.bech32)
            votes: "\((4 - index) * 100)"
      """
    }
    let balances = Self.users.map { "    \($0.publicKey.address.bech32): \"\(Self.userBalance.decimal)\"" }
    genesis = try Genesis(
      yaml: """
        blockchain:
          timestamp: 1546329600
          blockGasLimit: \(blockGasLimit)
          actionGasLimit: \(actionGasLimit)
          blockInterval: 10s
          numSubEpochs: 2
          numDelegates: 4
          numCandidateDelegates: 4
          timeBasedRotation: \(rotatesWithRounds)
        account:
          initBalances:
        \(balances.joined(separator: "\n"))
        poll:
          \(voting.rawValue)
          delegates:
        \(delegates.joined(separator: "\n"))
        rewarding:
          productivityThreshold: 85
        """)
  }

  /// What a node of the network is made of.
  ///
  /// - Parameter election: needed with `Voting.election`.
  public func parameters(
    schedule: ForkSchedule = .alphaForever, election: (any ElectionSource)? = nil, followsAnnouncements: Bool = false,
    allowsExperimentalActions: Bool = false, blockGasResidue: UInt64 = 10_000, undoDepth: UInt64 = 256
  ) throws -> ChainParameters {
    ChainParameters(
      genesis: genesis, schedule: schedule,
      suite: try .standard(genesis: genesis, election: election, followsAnnouncements: followsAnnouncements),
      allowsExperimentalActions: allowsExperimentalActions, blockGasResidue: blockGasResidue, undoDepth: undoDepth)
  }

  /// Its rounds.
  public func timing() throws -> RoundTiming {
    let blockchain = genesis.blockchain
    guard
      let timing = RoundTiming(
        genesisTime: Timestamp(seconds: blockchain.timestamp), blockInterval: blockchain.blockInterval.nanoseconds,
        toleratedOvertime: 2_000_000_000)
    else { throw GoldenDataError.unexpected("the block interval of the sample network") }
    return timing
  }

  /// The key of the delegate whose turn it is at a height, if no round was missed.
  public func proposer(at height: UInt64) -> PrivateKey? {
    let epochs = genesis.epochs
    let roster = DelegateRoster(
      candidates: Self.delegates.map { $0.publicKey.address.bech32 }, epochStart: epochs.startHeight(of: epochs.epochNumber(of: height)),
      epochs: epochs, rotatesWithRounds: genesis.blockchain.timeBasedRotation)
    let address = roster?.proposer(at: height, round: 0)
    return Self.delegates.first { $0.publicKey.address.bech32 == address }
  }

  /// When the block of a height is made, if no round was missed.
  public func time(of height: UInt64) -> Timestamp {
    Timestamp(seconds: genesis.blockchain.timestamp + 10 * Int64(height))
  }
}
