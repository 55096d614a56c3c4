public import ChainSpec
internal import ChainTypes
internal import Primitives
public import ProtocolKit

/// What a chain is: its genesis, the forks of its network, its protocols, and what this node accepts.
public struct ChainParameters: Sendable {
  /// The network's genesis.
  public let genesis: Genesis
  /// When its rules change.
  public let schedule: ForkSchedule
  /// Its protocols.
  public let suite: ProtocolSuite
  /// Its epochs.
  public let epochs: EpochArithmetic
  /// Whether votes are accepted (`system.enableExperimentalActions`).
  public let allowsExperimentalActions: Bool
  /// Gas left in a block, in gas units, below which a minting node stops (`chain.allowedBlockGasResidue`).
  public let blockGasResidue: UInt64
  /// How many of the last blocks can be removed without executing the chain again.
  public let undoDepth: UInt64

  /// Creates parameters.
  public init(
    genesis: Genesis, schedule: ForkSchedule, suite: ProtocolSuite, allowsExperimentalActions: Bool = false,
    blockGasResidue: UInt64 = 10_000,
    undoDepth: UInt64 = 256
  ) {
    self.genesis = genesis
    self.schedule = schedule
    self.suite = suite
    epochs = genesis.epochs
    self.allowsExperimentalActions = allowsExperimentalActions
    self.blockGasResidue = blockGasResidue
    self.undoDepth = undoDepth
  }

  /// What stands for the last block of a chain without blocks.
  public var genesisHead: ChainHead {
    let time = Timestamp(seconds: genesis.blockchain.timestamp, nanoseconds: 0)
    return ChainHead(height: 0, hash: genesis.hash, timestamp: time, commitTime: time)
  }

  /// The context of a block.
  func context(height: UInt64, timestamp: Timestamp, producer: Address) throws(RulesUnavailable) -> BlockContext {
    BlockContext(
      height: height, timestamp: timestamp, producer: producer, actionGasLimit: genesis.blockchain.actionGasLimit,
      gasLeft: genesis.blockchain.blockGasLimit, rules: try schedule.rules(at: height), epochs: epochs)
  }
}
