import Primitives

/// What must hold before a transaction may run.
struct TransactionCheck {
  let rules: EVMRules
  let transactionRules: TransactionRules
  let block: BlockContext

  /// Checks everything; gives the price per gas that the transaction pays.
  func effectivePrice(_ transaction: EthereumTransaction, on host: InMemoryHost) throws(InvalidTransaction) -> U256 {
    try checkKind(transaction)
    let price = try price(transaction)
    try checkSender(transaction, host)
    if transaction.to == nil, transaction.data.count > rules.maxInitCodeSize { throw .initCodeTooLarge }
    guard transaction.gasLimit >= intrinsicGas(transaction) else { throw .intrinsicGasTooLow }
    if let floor = TransactionCheck.floorGas(transaction, transactionRules), transaction.gasLimit < floor {
      throw .intrinsicGasTooLow
    }
    guard transaction.gasLimit <= block.gasLimit else { throw .gasAllowanceExceeded }
    try checkFunds(transaction, host)
    return price
  }

  private func checkKind(_ transaction: EthereumTransaction) throws(InvalidTransaction) {
    switch transaction.kind {
    case .legacy: break
    case .accessList: if !transactionRules.allowsAccessLists { throw .kindNotSupported }
    case .dynamicFee: if !transactionRules.hasBaseFee { throw .kindNotSupported }
    case .blob: try checkBlobs(transaction)
    case .setCode:
      if !transactionRules.allowsAuthorizations { throw .kindNotSupported }
      if transaction.to == nil { throw .setCodeCreation }
      if transaction.authorizations.isEmpty { throw .noAuthorizations }
    }
  }

  private func checkBlobs(_ transaction: EthereumTransaction) throws(InvalidTransaction) {
    if transactionRules.maxBlobs == 0 { throw .kindNotSupported }
    if transaction.to == nil { throw .blobCreation }
    if transaction.blobHashes.isEmpty { throw .noBlobs }
    if transaction.blobHashes.count > transactionRules.maxBlobs { throw .tooManyBlobs }
    // The version is the first byte; 1 is KZG.
    if transaction.blobHashes.contains(where: { $0.w3 >> 56 != 1 }) { throw .blobVersion }
    if transaction.maxBlobFee < block.blobBaseFee { throw .maxBlobFeeTooLow }
  }

  private func price(_ transaction: EthereumTransaction) throws(InvalidTransaction) -> U256 {
    guard transactionRules.hasBaseFee else { return transaction.maxFee }
    guard transaction.maxFee >= block.baseFee else { throw .maxFeeBelowBaseFee }
    if transaction.kind == .legacy || transaction.kind == .accessList { return transaction.maxFee }
    guard transaction.maxPriorityFee <= transaction.maxFee else { throw .priorityAboveMaxFee }
    return min(transaction.maxFee, block.baseFee.adding(transaction.maxPriorityFee) ?? .max)
  }

  private func checkSender(_ transaction: EthereumTransaction, _ host: InMemoryHost) throws(InvalidTransaction) {
    guard transaction.nonce != .max else { throw .nonceIsMax }
    guard transaction.nonce == host.nonce(of: transaction.sender) else { throw .wrongNonce }
    let code = host.code(of: transaction.sender)
    let isDelegated = rules.followsDelegations && Delegation.target(of: code) != nil
    guard code.isEmpty || isDelegated else { throw .senderNotEOA }
  }

  private func checkFunds(_ transaction: EthereumTransaction, _ host: InMemoryHost) throws(InvalidTransaction) {
    let blobGas = U256(UInt64(transaction.blobHashes.count)) &* 131_072
    guard let gasCost = U256(transaction.gasLimit).multiplied(by: transaction.maxFee),
      let blobCost = blobGas.multiplied(by: transaction.maxBlobFee),
      let cost = gasCost.adding(blobCost)?.adding(transaction.value)
    else { throw .priceOverflow }
    guard host.balance(of: transaction.sender) >= cost else { throw .insufficientFunds }
  }

  /// What a transaction costs before it runs.
  func intrinsicGas(_ transaction: EthereumTransaction) -> UInt64 {
    let count = UInt64(transaction.data.count)
    let zeros = TransactionCheck.zeroCount(transaction.data)
    var gas = transactionRules.base + zeros * transactionRules.zeroByte + (count - zeros) * transactionRules.nonZeroByte
    if transaction.to == nil {
      gas += transactionRules.creation + (count + 31) / 32 * rules.initCodeWordGas
    }
    for entry in transaction.accessList {
      gas += transactionRules.accessListAddress + UInt64(entry.slots.count) * transactionRules.accessListSlot
    }
    return gas + UInt64(transaction.authorizations.count) * transactionRules.authorization
  }

  /// What a transaction costs at least, where there is such a floor (EIP-7623).
  static func floorGas(_ transaction: EthereumTransaction, _ rules: TransactionRules) -> UInt64? {
    guard let floorToken = rules.floorToken else { return nil }
    let zeros = zeroCount(transaction.data)
    return rules.base + floorToken * (zeros + 4 * (UInt64(transaction.data.count) - zeros))
  }

  private static func zeroCount(_ data: [UInt8]) -> UInt64 {
    var zeros: UInt64 = 0
    for byte in data where byte == 0 { zeros += 1 }
    return zeros
  }
}
