public import ChainSpec
public import ChainTypes
public import Primitives

/// What all actions of one block share.
public struct BlockContext: Sendable {
  /// The block's height; 0 while the genesis state is written.
  public let height: UInt64
  /// The header's time. Only contracts read it.
  public let timestamp: Timestamp
  /// The address of the key that signs the block.
  public let producer: Address
  /// Gas that one action may use at most, in gas units (genesis `actionGasLimit`).
  public let actionGasLimit: UInt64
  /// Gas left for the rest of the block. A minting node lowers it by every receipt; a validating one does not
  /// (`Rules.checksBlockGasLimitOnlyWhenMinting`, golden quirk 12).
  public var gasLeft: UInt64
  /// The behaviours in force at `height`.
  public let rules: Rules
  /// The network's epochs.
  public let epochs: EpochArithmetic

  /// Creates the context of a block.
  public init(
    height: UInt64, timestamp: Timestamp, producer: Address, actionGasLimit: UInt64, gasLeft: UInt64, rules: Rules, epochs: EpochArithmetic
  ) {
    self.height = height
    self.timestamp = timestamp
    self.producer = producer
    self.actionGasLimit = actionGasLimit
    self.gasLeft = gasLeft
    self.rules = rules
    self.epochs = epochs
  }
}
