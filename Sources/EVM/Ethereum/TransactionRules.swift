/// What a transaction costs before and after it runs, and which kinds exist. Ethereum's; other chains have their own.
public struct TransactionRules: Sendable, Hashable {
  /// Every transaction.
  public var base: UInt64 = 21_000
  /// A creation, on top (EIP-2).
  public var creation: UInt64 = 0
  /// A zero byte of input.
  public var zeroByte: UInt64 = 4
  /// Any other byte of input: 68, then 16 (EIP-2028).
  public var nonZeroByte: UInt64 = 68
  /// An address in the access list (EIP-2930).
  public var accessListAddress: UInt64 = 2_400
  /// A slot in the access list (EIP-2930).
  public var accessListSlot: UInt64 = 1_900
  /// An authorization (EIP-7702).
  public var authorization: UInt64 = 25_000
  /// What of it comes back if the account exists already (EIP-7702).
  public var authorizationRefund: UInt64 = 12_500
  /// What each token of input costs at least, four tokens being a non-zero byte (EIP-7623); `nil` without such a floor.
  public var floorToken: UInt64?
  /// The part of the used gas that refunds may reach: a half, then a fifth (EIP-3529).
  public var refundQuotient: UInt64 = 2
  /// Whether touched empty accounts disappear (EIP-161).
  public var deletesEmptyAccounts = false
  /// Whether access lists are allowed (EIP-2930).
  public var allowsAccessLists = false
  /// Whether there is a base fee, which is burnt (EIP-1559).
  public var hasBaseFee = false
  /// Whether the receiver of the fees begins in the access set (EIP-3651).
  public var warmsCoinbase = false
  /// The greatest number of blobs in a transaction (EIP-4844, EIP-7691); 0 where there are no blobs.
  public var maxBlobs = 0
  /// How slowly the base fee of blobs follows their use (EIP-4844, EIP-7691).
  public var blobFeeFraction: UInt64 = 3_338_477
  /// Whether accounts can authorize delegations (EIP-7702).
  public var allowsAuthorizations = false

  /// Whether each block begins with storing its parent's hash in the history contract (EIP-2935).
  public var storesParentHashes = false

  /// Frontier's rules.
  public init() {}
}

extension EthereumFork {
  /// The rules for transactions under this fork.
  public var transactionRules: TransactionRules {
    var rules = TransactionRules()
    if self >= .homestead { rules.creation = 32_000 }
    if self >= .spuriousDragon { rules.deletesEmptyAccounts = true }
    if self >= .istanbul { rules.nonZeroByte = 16 }
    if self >= .berlin { rules.allowsAccessLists = true }
    if self >= .london {
      rules.hasBaseFee = true
      rules.refundQuotient = 5
    }
    if self >= .shanghai { rules.warmsCoinbase = true }
    if self >= .cancun { rules.maxBlobs = 6 }
    if self >= .prague {
      rules.maxBlobs = 9
      rules.blobFeeFraction = 5_007_716
      rules.allowsAuthorizations = true
      rules.floorToken = 10
      rules.storesParentHashes = true
    }
    return rules
  }
}
