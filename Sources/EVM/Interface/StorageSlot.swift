public import Primitives

/// What SSTORE must know of a slot before it can price the write (EIP-1283, EIP-2200, EIP-2929).
@frozen
public struct StorageSlot: Sendable, Hashable {
  /// The value now.
  public var current: U256
  /// The value at the start of the transaction.
  public var original: U256
  /// Whether the slot was outside the access set before this access; `false` under rules without access sets.
  public var wasCold: Bool

  /// A slot's state.
  @inlinable
  public init(current: U256, original: U256, wasCold: Bool) {
    self.current = current
    self.original = original
    self.wasCold = wasCold
  }
}
