public import ChainTypes
public import Primitives

/// An action, and where it is.
public struct FoundAction: Sendable {
  /// Where an action is on the chain.
  public struct Place: Hashable, Sendable {
    /// The height of its block.
    public let height: UInt64
    /// The hash of its block.
    public let blockHash: Hash256
    /// The time in its block's header.
    public let timestamp: Timestamp
    /// Its position in the block, from 0.
    public let index: Int
  }

  /// The action.
  public let action: SealedAction
  /// Where it is; nil while it waits in the pool.
  public let place: Place?

  /// An action on the chain.
  init(action: SealedAction, place: Place) {
    self.action = action
    self.place = place
  }

  /// An action in the pool, or one that is shown as if it were.
  public init(waiting action: SealedAction) {
    self.action = action
    place = nil
  }
}

/// The receipt of an action, and where it is.
public struct FoundReceipt: Sendable {
  /// The receipt.
  public let receipt: Receipt
  /// The hash of the block.
  public let blockHash: Hash256
  /// The position of the action in the block, from 0.
  public let index: Int
}
