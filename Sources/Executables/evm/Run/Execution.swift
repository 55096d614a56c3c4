import EVM
import EthereumStateTest
import Primitives

/// One execution outside any transaction: a state, a message, and what comes out.
struct Execution {
  /// An account besides the one that runs.
  struct Account {
    var address: Address
    var nonce: UInt64
    var balance: U256
    var code: [UInt8]
    var storage: [U256: U256]
  }

  var fork: EthereumFork
  var code: [UInt8]
  var input: [UInt8]
  var gas: UInt64
  var value: U256
  var caller: Address
  var address: Address
  var storage: [U256: U256]
  var isCreation = false
  var block: BlockContext
  var accounts: [Account] = []

  /// Runs it on a fresh state.
  func run(
    observer: (any ExecutionObserver)? = nil, limits: ExecutionLimits = .none, rules: CompiledRules? = nil,
    arena: ExecutionArena? = nil, withStateRoot: Bool = false
  ) throws -> Effects {
    let host = makeHost()
    let rules = rules ?? CompiledRules(fork.rules)
    warm(host, rules.rules)
    let machine = VirtualMachine(
      host: host, rules: rules, block: block, transaction: TransactionContext(origin: caller),
      arena: try arena ?? ExecutionArena(), observer: observer, limits: limits)
    let result =
      isCreation
      ? try machine.create(caller: caller, value: value, initCode: code, gas: gas)
      : try machine.call(caller: caller, to: address, value: value, input: input, gas: gas)
    let logs = host.logs
    host.finishTransaction(deletesEmptyAccounts: fork.transactionRules.deletesEmptyAccounts)
    return Effects(
      result: result, gas: gas, logs: logs, accounts: host.accounts, stateRoot: withStateRoot ? StateRoot.of(host) : nil)
  }

  private func makeHost() -> InMemoryHost {
    let host = InMemoryHost()
    // Whoever calls is rich: what is tried out here is code, not purses.
    host.setAccount(caller, balance: U256.one &<< 128)
    if !isCreation { host.setAccount(address, nonce: 1, code: code, storage: storage) }
    for account in accounts {
      host.setAccount(
        account.address, nonce: account.nonce, balance: account.balance, code: account.code, storage: account.storage)
    }
    return host
  }

  /// What a transaction puts into the access set before it begins (EIP-2929, EIP-3651).
  private func warm(_ host: InMemoryHost, _ rules: EVMRules) {
    guard rules.chargesColdAccess else { return }
    for precompile in rules.precompiles.addresses { _ = host.warmAccount(precompile) }
    _ = host.warmAccount(caller)
    if !isCreation { _ = host.warmAccount(address) }
    if fork.transactionRules.warmsCoinbase { _ = host.warmAccount(block.coinbase) }
  }
}
