public import EVM
public import Primitives

/// One named state test of `ethereum/tests`: a state, a block, a transaction with variants, and for each fork what must
/// come out.
public struct StateTest: Sendable {
  /// An account before the transaction.
  public struct Account: Sendable {
    public var address: Address
    public var nonce: UInt64
    public var balance: U256
    public var code: [UInt8]
    public var storage: [U256: U256]
  }

  /// Which variants of data, gas limit and value a result belongs to.
  public struct Indexes: Sendable, Hashable {
    public var data: Int
    public var gas: Int
    public var value: Int
  }

  /// What must come out of one variant.
  public struct Expectation: Sendable {
    public var indexes: Indexes
    /// The root of the state afterwards.
    public var stateRoot: Hash256
    /// The Keccak-256 of the RLP of the logs.
    public var logsHash: Hash256
    /// The names of the reasons, separated by "|", for which the transaction must be refused.
    public var exception: String?
  }

  public var name: String
  public var accounts: [Account]
  public var environment: TestEnvironment
  public var transaction: TestTransaction
  /// Expectations by the name of the fork, as the file spells it.
  public var expectations: [String: [Expectation]]
}

/// The block of a state test.
public struct TestEnvironment: Sendable {
  public var coinbase: Address
  public var gasLimit: UInt64
  public var number: UInt64
  public var timestamp: UInt64
  public var difficulty: U256
  /// PREVRANDAO from Paris on.
  public var random: U256?
  public var baseFee: U256?
  public var excessBlobGas: UInt64?

  /// The block under a fork.
  public func block(_ fork: EthereumFork) -> BlockContext {
    var block = BlockContext(
      number: number, timestamp: timestamp, coinbase: coinbase, gasLimit: gasLimit, difficulty: difficulty, chainID: .one)
    if fork >= .paris { block.difficulty = random ?? .zero }
    // The tests' tools assume 10 where a file says nothing.
    if fork >= .london { block.baseFee = baseFee ?? 10 }
    if fork >= .cancun {
      block.blobBaseFee = BlobFee.baseFee(excess: excessBlobGas ?? 0, fraction: fork.transactionRules.blobFeeFraction)
    }
    return block
  }
}

/// The transaction of a state test with the variants of data, gas limit and value.
public struct TestTransaction: Sendable {
  public var data: [[UInt8]]
  public var gasLimits: [UInt64]
  /// `nil` where the file gives a number that no transaction can carry.
  public var values: [U256?]
  /// Access lists, one for each variant of data where there are any.
  public var accessLists: [[EthereumTransaction.AccessListEntry]?]
  public var sender: Address
  public var to: Address?
  public var nonce: UInt64
  public var gasPrice: U256?
  public var maxFee: U256?
  public var maxPriorityFee: U256?
  public var maxBlobFee: U256?
  public var blobHashes: [U256]?
  public var authorizations: [Authorization]?

  /// The transaction of a variant; `nil` if it cannot be encoded.
  public func variant(_ indexes: StateTest.Indexes) -> EthereumTransaction? {
    guard data.indices.contains(indexes.data), gasLimits.indices.contains(indexes.gas),
      values.indices.contains(indexes.value), let value = values[indexes.value]
    else { return nil }
    var transaction = EthereumTransaction(
      sender: sender, to: to, nonce: nonce, gasLimit: gasLimits[indexes.gas], gasPrice: maxFee ?? gasPrice ?? .zero,
      value: value, data: data[indexes.data])
    transaction.maxPriorityFee = maxPriorityFee ?? .zero
    transaction.maxBlobFee = maxBlobFee ?? .zero
    transaction.blobHashes = blobHashes ?? []
    transaction.authorizations = authorizations ?? []
    let list = accessLists.indices.contains(indexes.data) ? accessLists[indexes.data] : nil
    transaction.accessList = list ?? []
    transaction.kind = kind(hasAccessList: list != nil)
    return transaction
  }

  private func kind(hasAccessList: Bool) -> EthereumTransaction.Kind {
    if authorizations != nil { return .setCode }
    if blobHashes != nil || maxBlobFee != nil { return .blob }
    if maxFee != nil { return .dynamicFee }
    return hasAccessList ? .accessList : .legacy
  }
}
