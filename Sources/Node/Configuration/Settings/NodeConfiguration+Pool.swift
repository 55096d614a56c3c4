public import Primitives

extension NodeConfiguration {
  /// Limits of pending actions.
  public struct PoolSettings: Sendable, Hashable {
    /// The most actions in the pool; `actPool.maxNumActsPerPool`. At least ``maxActionsPerAccount``.
    public let maxActions: UInt64
    /// The most gas that all actions in the pool may ask for; `actPool.maxgaslimitperpool`.
    public let maxGas: UInt64
    /// How far an action's nonce may be above its sender's confirmed one; `actPool.maxNumActsPerAcct`.
    public let maxActionsPerAccount: UInt64
    /// The most actions that one sender may have in the pool; `actPool.senderQuota`, this project's own.
    public let senderQuota: UInt64
    /// How long an action may wait; `actPool.actionExpiry`.
    public let actionExpiry: Duration
    /// The least gas price in Rau; `actPool.minGasPrice`.
    public let minGasPrice: U256
    /// The senders whose actions are refused; `actPool.blackList`.
    public let blackList: [Address]

    init(_ entries: ConfigurationEntries, blackList: [Address]) {
      maxActions = entries.integer("actPool.maxNumActsPerPool")
      maxGas = entries.integer("actPool.maxgaslimitperpool")
      maxActionsPerAccount = entries.integer("actPool.maxNumActsPerAcct")
      senderQuota = entries.integer("actPool.senderQuota")
      actionExpiry = entries.duration("actPool.actionExpiry")
      minGasPrice = entries.amount("actPool.minGasPrice")
      self.blackList = blackList
    }
  }
}
