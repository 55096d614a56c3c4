extension Genesis {
  /// The genesis keys below `blockchain`.
  public struct Blockchain: Sendable, Hashable {
    /// The time of the genesis, in Unix seconds; rounds are counted from it.
    public var timestamp: Int64
    /// The most gas that a block may use.
    public var blockGasLimit: UInt64
    /// The most gas that one action may use.
    public var actionGasLimit: UInt64
    /// The time between two blocks; more than zero.
    public var blockInterval: BlockDuration
    /// How often each delegate has its turn in an epoch; at least 1.
    public var numSubEpochs: UInt64
    /// How many delegates produce the blocks of an epoch; at least 1.
    public var numDelegates: UInt64
    /// From how many candidates the delegates of an epoch are drawn; a value below ``numDelegates`` counts as that.
    public var numCandidateDelegates: UInt64
    /// Whether the producer of a height changes with each round, not only with the height.
    public var timeBasedRotation: Bool

    /// Block parameters.
    public init(
      timestamp: Int64, blockGasLimit: UInt64, actionGasLimit: UInt64, blockInterval: BlockDuration, numSubEpochs: UInt64,
      numDelegates: UInt64, numCandidateDelegates: UInt64, timeBasedRotation: Bool
    ) {
      self.timestamp = timestamp
      self.blockGasLimit = blockGasLimit
      self.actionGasLimit = actionGasLimit
      self.blockInterval = blockInterval
      self.numSubEpochs = numSubEpochs
      self.numDelegates = numDelegates
      self.numCandidateDelegates = numCandidateDelegates
      self.timeBasedRotation = timeBasedRotation
    }
  }
}
