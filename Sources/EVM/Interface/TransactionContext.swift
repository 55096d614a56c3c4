public import Primitives

/// What a contract can ask about the transaction that started it.
public struct TransactionContext: Sendable, Hashable {
  /// ORIGIN, who signed.
  public var origin: Address
  /// GASPRICE, what is paid per gas.
  public var gasPrice: U256
  /// BLOBHASH (EIP-4844).
  public var blobHashes: [U256]

  /// A transaction; everything not given is zero.
  public init(origin: Address = .zero, gasPrice: U256 = .zero, blobHashes: [U256] = []) {
    self.origin = origin
    self.gasPrice = gasPrice
    self.blobHashes = blobHashes
  }
}
