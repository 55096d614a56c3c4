internal import ChainCrypto
internal import ChainSpec
internal import ChainTypes
internal import EVM
internal import Primitives
internal import ProtocolKit
internal import State

/// The state as contracts see it during one execution, with IoTeX's rules
/// (`action/protocol/execution/evm/evmstatedbadapter.go`).
///
/// Accounts that are not contracts in use are read from and written to the working set at once. Contracts in use are kept
/// in a table, and written back at the end. Failures of single operations are passed over, as in the reference: they
/// concern addresses that hold another kind of record.
final class ContractState {
  let state: WorkingSet
  let rules: Rules
  let codes: CodeCache
  /// The block's height, for logs.
  let height: UInt64
  /// The action's hash, for logs.
  let actionHash: Hash256
  /// Contracts in use.
  var table = ContractTable()
  /// Contracts that have destroyed themselves.
  var destroyed = DestructionTable()
  /// What `table` and `destroyed` were at each snapshot, by its id.
  var saved: [Int: (table: ContractTable, destroyed: DestructionTable)] = [:]
  /// Logs so far.
  private(set) var logs: [Log] = []
  /// What made the machine stop with a `HostFault`.
  private(set) var failure: HandlingError?

  init(state: WorkingSet, rules: Rules, codes: CodeCache, height: UInt64, actionHash: Hash256) {
    self.state = state
    self.rules = rules
    self.codes = codes
    self.height = height
    self.actionHash = actionHash
  }

  // MARK: Accounts

  /// The account of a contract in use, else the stored one; nil when there is none, or another kind of record.
  func account(_ address: Address) throws(HostFault) -> Account? {
    if let contract = table[address.hash] { return contract.account }
    do {
      return try state.account(address)
    } catch {
      if case .malformedRecord = error { return nil }
      throw stop(.fault(error))
    }
  }

  /// Stores an account, and keeps it where the contract is in use.
  func store(_ account: Account, at address: Address) {
    table.writable(address.hash)?.account = account
    state.setAccount(account, at: address)
  }

  /// Whether the address holds a record that is no account; such an address can be neither paid nor created.
  func isUnusable(_ address: Address) throws(HostFault) -> Bool {
    guard table[address.hash] == nil else { return false }
    do {
      _ = try state.account(address)
      return false
    } catch {
      if case .malformedRecord = error { return true }
      throw stop(.fault(error))
    }
  }

  /// Takes an amount out of an account; nothing happens when it has less. Zero writes nothing.
  func subtract(_ amount: U256, from address: Address) throws(HostFault) {
    guard !amount.isZero, !(try isUnusable(address)) else { return }
    var account = try account(address) ?? Account()
    guard let rest = account.balance.subtracting(amount) else { return }
    account.balance = rest
    store(account, at: address)
  }

  /// Adds an amount to an account, which is created first if it is missing (golden quirk 7). Zero writes nothing.
  func add(_ amount: U256, to address: Address) throws(HostFault) {
    guard !amount.isZero, !(try isUnusable(address)) else { return }
    try createAccount(address)
    var account = try account(address) ?? Account()
    guard let sum = account.balance.adding(amount) else {
      throw stop(.rejected(ActionRejection(.arithmetic, "the balance of \(address) would exceed 256 bits")))
    }
    account.balance = sum
    store(account, at: address)
  }

  // MARK: Contracts

  /// The contract at an address, for reading, taken into use if it is not yet.
  ///
  /// - Returns: nil when the address holds another kind of record, or the contract's storage root is not stored.
  func contract(_ address: Address) throws(HostFault) -> CachedContract? {
    if let contract = table[address.hash] { return contract }
    guard !(try isUnusable(address)) else { return nil }
    let account = try account(address) ?? Account()
    let storage: MerklePatriciaTrie
    do {
      storage = try state.storageTrie(of: address, root: account.root)
    } catch {
      if case .fault(let fault) = error { throw stop(.fault(fault)) }
      return nil
    }
    let contract = CachedContract(account: account, storage: storage)
    table.insert(contract, at: address.hash)
    return contract
  }

  /// The same contract, for changing it.
  func writableContract(_ address: Address) throws(HostFault) -> CachedContract? {
    try contract(address) == nil ? nil : table.writable(address.hash)
  }

  /// Runs an operation on a contract's storage. A missing node stops the execution: the reference crashes on it
  /// (golden quirk 43), so that no block with such an action can be in a chain.
  func withStorage<Value>(_ body: () throws(TrieError) -> Value) throws(HostFault) -> Value {
    do {
      return try body()
    } catch {
      if case .fault(let fault) = error { throw stop(.fault(fault)) }
      throw stop(.rejected(ActionRejection(.unreadableStorage, "the storage of a contract cannot be read: \(error)")))
    }
  }

  /// Remembers why the machine has to stop.
  func stop(_ cause: HandlingError) -> HostFault {
    failure = cause
    return HostFault(code: "state", description: "\(cause)")
  }

  /// Appends a log of a contract.
  func append(_ entry: LogEntry) {
    let log = Log(
      address: entry.address.bech32, topics: entry.topics, data: entry.data, blockHeight: height, actionHash: actionHash, index: 0)
    logs.append(rules.repeatsLastTopic ? log.withLastTopicRepeated : log)
  }

  // MARK: The end

  /// Writes the contracts in use back, in the order of their addresses, then deletes the destroyed ones (golden quirk 6).
  func writeBack() {
    for (address, _) in table.sorted where !destroyed.addresses.contains(address) {
      guard let contract = table.writable(address) else { continue }
      if let code = contract.finish() { state.putOutsideDigest(.code, contract.account.codeHash, code.bytes) }
      state.setAccount(contract.account, at: address)
    }
    for address in destroyed.addresses.sorted() { state.deleteState(key: address) }
  }
}
