public import Primitives

extension Genesis {
  /// The genesis keys below `rewarding`.
  public struct Rewarding: Sendable, Hashable {
    /// What the rewarding fund holds at the start, in Rau.
    public var initBalance: U256
    /// What a block's producer gets, in Rau.
    public var blockReward: U256
    /// What the candidates of an epoch share by their votes, in Rau.
    public var epochReward: U256
    /// How many candidates share the epoch reward.
    public var numDelegatesForEpochReward: UInt64
    /// The operators who get no epoch reward and no foundation bonus, in the file's order. Not part of the genesis hash.
    public var exemptAddrsFromEpochReward: [Address]
    /// What each of the first candidates of an epoch gets on top, in Rau.
    public var foundationBonus: U256
    /// How many candidates get the foundation bonus.
    public var numDelegatesForFoundationBonus: UInt64
    /// The last epoch in which the foundation bonus is paid.
    public var foundationBonusLastEpoch: UInt64
    /// The percentage of its expected blocks that a delegate must produce to get its epoch reward.
    public var productivityThreshold: UInt64

    /// Rewards.
    public init(
      initBalance: U256, blockReward: U256, epochReward: U256, numDelegatesForEpochReward: UInt64,
      exemptAddrsFromEpochReward: [Address], foundationBonus: U256, numDelegatesForFoundationBonus: UInt64,
      foundationBonusLastEpoch: UInt64, productivityThreshold: UInt64
    ) {
      self.initBalance = initBalance
      self.blockReward = blockReward
      self.epochReward = epochReward
      self.numDelegatesForEpochReward = numDelegatesForEpochReward
      self.exemptAddrsFromEpochReward = exemptAddrsFromEpochReward
      self.foundationBonus = foundationBonus
      self.numDelegatesForFoundationBonus = numDelegatesForFoundationBonus
      self.foundationBonusLastEpoch = foundationBonusLastEpoch
      self.productivityThreshold = productivityThreshold
    }
  }
}
