public import Primitives

/// What a contract can ask about the block it runs in.
public struct BlockContext: Sendable, Hashable {
  /// NUMBER.
  public var number: UInt64
  /// TIMESTAMP, seconds.
  public var timestamp: UInt64
  /// COINBASE, the receiver of the fees.
  public var coinbase: Address
  /// GASLIMIT.
  public var gasLimit: UInt64
  /// DIFFICULTY; from Paris on PREVRANDAO (EIP-4399).
  public var difficulty: U256
  /// BASEFEE (EIP-3198).
  public var baseFee: U256
  /// BLOBBASEFEE (EIP-7516).
  public var blobBaseFee: U256
  /// CHAINID (EIP-1344).
  public var chainID: U256

  /// A block; everything not given is zero.
  public init(
    number: UInt64 = 0, timestamp: UInt64 = 0, coinbase: Address = .zero, gasLimit: UInt64 = 0,
    difficulty: U256 = .zero, baseFee: U256 = .zero, blobBaseFee: U256 = .zero, chainID: U256 = .zero
  ) {
    self.number = number
    self.timestamp = timestamp
    self.coinbase = coinbase
    self.gasLimit = gasLimit
    self.difficulty = difficulty
    self.baseFee = baseFee
    self.blobBaseFee = blobBaseFee
    self.chainID = chainID
  }
}
