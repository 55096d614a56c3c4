public import Primitives

/// What the pool keeps, and what it asks for.
public struct ActPoolConfiguration: Sendable {
  /// Actions in the pool at most (`actPool.maxNumActsPerPool`).
  public var maxActions = 32_000
  /// Intrinsic gas of all actions in the pool at most, in gas units (`actPool.maxGasLimitPerPool`).
  public var maxGas: UInt64 = 320_000_000
  /// How far ahead of the confirmed nonce a nonce may be (`actPool.maxNumActsPerAcct`).
  public var maxNonceGap: UInt64 = 2_000
  /// Actions that one sender may have waiting. (The reference has no such limit, so that 16 senders fill its pool.)
  public var maxActionsPerSender = 1_000
  /// Seconds after which an action that was not mined is dropped (`actPool.actionExpiry`).
  public var expiry: Double = 600
  /// The lowest gas price, in Rau per unit of gas (`actPool.minGasPrice`).
  public var minGasPrice = U256(1_000_000_000_000)
  /// How much more a replacement must pay per unit of gas, in percent of the price of the action that it replaces.
  public var replacementBump: UInt64 = 10
  /// Senders whose actions are refused (`actPool.blackList`).
  public var blacklist: Set<Address> = []

  /// The reference's defaults.
  public init() {}
}
