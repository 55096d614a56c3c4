internal import ActPool
internal import Chain
public import Primitives
internal import State

/// What is known about an account.
public struct AccountAnswer: Hashable, Sendable {
  /// In Rau.
  public let balance: U256
  /// The nonce of its last action on the chain; 0 when there is none.
  public let nonce: UInt64
  /// The nonce that its next action should have, actions in the pool counted.
  public let pendingNonce: UInt64
  /// Actions that it sent plus actions that it received; one to itself counts twice.
  public let actionCount: UInt64
}

extension NodeAPI {
  /// An account; one that was never seen is empty.
  public func account(_ address: Address) throws(APIError) -> AccountAnswer {
    let chain = try reading()
    let account = try chain.account(address)
    return AccountAnswer(
      balance: account.balance, nonce: account.nonce,
      pendingNonce: pool.pendingNonce(of: address, confirmedNonce: account.nonce),
      actionCount: try chain.activity(of: address).total)
  }
}
