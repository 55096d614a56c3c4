import Primitives

/// Executes Ethereum transactions on an in-memory state: checks, pays, runs, refunds.
public struct TransactionProcessor {
  /// What a valid transaction did.
  public struct Result: Sendable {
    /// How the call or creation ended.
    public var execution: ExecutionResult
    /// Gas used, after refunds: what is paid.
    public var gasUsed: UInt64
    /// Gas used before refunds.
    public var gasBeforeRefund: UInt64
    /// The logs.
    public var logs: [LogEntry]
  }

  /// The machine's rules.
  public let rules: CompiledRules
  /// The rules for transactions.
  public let transactionRules: TransactionRules
  /// The block.
  public let block: BlockContext
  /// Memory to work in.
  public let arena: ExecutionArena

  /// A processor for the transactions of a block.
  public init(rules: CompiledRules, transactionRules: TransactionRules, block: BlockContext, arena: ExecutionArena) {
    self.rules = rules
    self.transactionRules = transactionRules
    self.block = block
    self.arena = arena
  }

  /// Executes a transaction and ends it in the host, which then holds the state after it.
  public func execute(
    _ transaction: EthereumTransaction, on host: InMemoryHost, observer: (any ExecutionObserver)? = nil
  ) throws(TransactionFailure) -> Result {
    let check = TransactionCheck(rules: rules.rules, transactionRules: transactionRules, block: block)
    let price: U256
    do throws(InvalidTransaction) {
      price = try check.effectivePrice(transaction, on: host)
    } catch {
      throw .invalid(error)
    }
    do throws(HostFault) {
      let result = try run(transaction, price: price, intrinsic: check.intrinsicGas(transaction), host, observer)
      host.finishTransaction(deletesEmptyAccounts: transactionRules.deletesEmptyAccounts)
      return result
    } catch {
      throw .fault(error)
    }
  }

  private func run(
    _ transaction: EthereumTransaction, price: U256, intrinsic: UInt64, _ host: InMemoryHost,
    _ observer: (any ExecutionObserver)?
  ) throws(HostFault) -> Result {
    let blobGas = U256(UInt64(transaction.blobHashes.count)) &* 131_072
    // Checked to fit and to be covered by the balance.
    host.subtract(U256(transaction.gasLimit) &* price &+ blobGas &* block.blobBaseFee, from: transaction.sender)
    warm(transaction, host)
    if transaction.to != nil { host.setNonce(transaction.nonce + 1, of: transaction.sender) }
    let authorizationRefund = apply(transaction.authorizations, host)

    let machine = VirtualMachine(
      host: host, rules: rules, block: block,
      transaction: TransactionContext(origin: transaction.sender, gasPrice: price, blobHashes: transaction.blobHashes),
      arena: arena, observer: observer)
    let gas = transaction.gasLimit - intrinsic
    let execution: ExecutionResult
    if let to = transaction.to {
      warmDelegation(to, host)
      execution = try machine.call(
        caller: transaction.sender, to: to, value: transaction.value, input: transaction.data, gas: gas)
    } else {
      execution = try machine.create(
        caller: transaction.sender, value: transaction.value, initCode: transaction.data, gas: gas)
    }
    return settle(transaction, price, execution, authorizationRefund, host)
  }

  /// Pays back what was not used, and pays the receiver of the fees.
  private func settle(
    _ transaction: EthereumTransaction, _ price: U256, _ execution: ExecutionResult, _ authorizationRefund: UInt64,
    _ host: InMemoryHost
  ) -> Result {
    let beforeRefund = transaction.gasLimit - execution.gasLeft
    let refund = min(beforeRefund / transactionRules.refundQuotient, execution.refund + authorizationRefund)
    var used = beforeRefund - refund
    if let floor = TransactionCheck.floorGas(transaction, transactionRules) { used = max(used, floor) }
    host.add(U256(transaction.gasLimit - used) &* price, to: transaction.sender)
    let tip = transactionRules.hasBaseFee ? price &- block.baseFee : price
    host.add(U256(used) &* tip, to: block.coinbase)
    return Result(execution: execution, gasUsed: used, gasBeforeRefund: beforeRefund, logs: host.logs)
  }

  /// Fills the access set as a transaction begins (EIP-2929, 2930, 3651).
  private func warm(_ transaction: EthereumTransaction, _ host: InMemoryHost) {
    guard rules.rules.chargesColdAccess else { return }
    for address in rules.rules.precompiles.addresses { _ = host.warmAccount(address) }
    _ = host.warmAccount(transaction.sender)
    if let to = transaction.to { _ = host.warmAccount(to) }
    if transactionRules.warmsCoinbase { _ = host.warmAccount(block.coinbase) }
    for entry in transaction.accessList {
      _ = host.warmAccount(entry.address)
      for slot in entry.slots { _ = host.warmStorage(slot, of: entry.address) }
    }
  }

  private func warmDelegation(_ address: Address, _ host: InMemoryHost) {
    guard rules.rules.followsDelegations, let target = Delegation.target(of: host.code(of: address)) else { return }
    _ = host.warmAccount(target)
  }

  /// Sets delegations (EIP-7702). Returns the refund for accounts that existed.
  private func apply(_ authorizations: [Authorization], _ host: InMemoryHost) -> UInt64 {
    var refund: UInt64 = 0
    for authorization in authorizations {
      guard authorization.chainID.isZero || authorization.chainID == block.chainID, authorization.nonce != .max,
        let authority = authorization.authority
      else { continue }
      _ = host.warmAccount(authority)
      let code = host.code(of: authority)
      guard code.isEmpty || Delegation.target(of: code) != nil, host.nonce(of: authority) == authorization.nonce else { continue }
      if host.accountExists(authority) { refund += transactionRules.authorizationRefund }
      host.setCode(authorization.address == .zero ? [] : Delegation.code(to: authorization.address), of: authority)
      host.setNonce(authorization.nonce + 1, of: authority)
    }
    return refund
  }
}

/// Why a transaction has no result.
public enum TransactionFailure: Error, Sendable, Hashable {
  /// It is not valid.
  case invalid(InvalidTransaction)
  /// The host broke.
  case fault(HostFault)
}

extension TransactionProcessor {
  /// Pays the receiver of the fees nothing, as a block without transactions and without reward does: state tests are
  /// made that way, and it matters to empty accounts.
  public func touchCoinbase(of host: InMemoryHost) {
    host.add(.zero, to: block.coinbase)
    host.finishTransaction(deletesEmptyAccounts: transactionRules.deletesEmptyAccounts)
  }
}
