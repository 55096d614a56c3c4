internal import EVM
internal import Primitives
internal import State

/// A contract that an execution has touched through its storage or code (`action/protocol/execution/evm/contract.go`).
///
/// Belongs to one table, which alone may change it, or is shared by several, which copy it first (``ContractTable``).
final class CachedContract {
  /// The contract's account with the changes of this execution.
  var account: Account
  /// Its storage, shared by all copies of the contract.
  let storage: MerklePatriciaTrie
  /// Code set in this execution and not yet stored.
  private(set) var newCode: Bytecode?
  private var hasNewStorage = false
  /// The table that may change it, as it was when it got the contract.
  fileprivate var owner: ContractTable.Owner?

  init(account: Account, storage: MerklePatriciaTrie) {
    self.account = account
    self.storage = storage
  }

  /// A copy of everything but the storage, which stays the same object.
  fileprivate init(copying other: CachedContract, owner: ContractTable.Owner) {
    account = other.account
    storage = other.storage
    newCode = other.newCode
    hasNewStorage = other.hasNewStorage
    self.owner = owner
  }

  /// The value of a slot; nil when it was never written.
  func value(of key: [UInt8]) throws(TrieError) -> [UInt8]? { try storage.get(key) }

  /// Writes a slot through to the trie's nodes (golden quirk 5).
  func setValue(_ value: [UInt8], of key: [UInt8]) throws(TrieError) {
    hasNewStorage = true
    defer { account.root = storage.root }
    try storage.upsert(key, value)
  }

  /// Gives the contract code. An empty one has a hash as well (golden quirk 16).
  func setCode(_ code: Bytecode, hash: Hash256) {
    account.codeHash = hash.bytes
    newCode = code
  }

  /// Sets the storage back to the root that the account names.
  ///
  /// - Throws: when that root is not stored, which includes the zero hash of a contract without storage; the trie then
  ///   keeps what it has in memory (golden quirk 42).
  func reloadStorage() throws(TrieError) { try storage.setRoot(account.root) }

  /// Takes the storage's root over into the account.
  ///
  /// - Returns: code that has to be stored.
  func finish() -> Bytecode? {
    if hasNewStorage { account.root = storage.root }
    hasNewStorage = false
    defer { newCode = nil }
    return newCode
  }
}

/// The contracts that an execution has touched.
///
/// A class, because the reference shares these objects: what a revert puts back is the saved table itself, so that later
/// changes reach the saved copy too (golden quirk 41).
///
/// Copies share their contracts until one of the tables changes one: a hostile execution takes tens of thousands of
/// snapshots, which as whole copies would be gigabytes.
final class ContractTable {
  /// Marks the contracts that no other table shares.
  fileprivate final class Owner {}

  private var contracts: [Hash160: CachedContract] = [:]
  private var owner = Owner()

  /// A contract, for reading.
  subscript(address: Hash160) -> CachedContract? { contracts[address] }

  /// The contracts, for reading, in the order of their addresses.
  var sorted: [(key: Hash160, value: CachedContract)] { contracts.sorted { $0.key < $1.key } }

  /// Adds a contract that is in no table yet.
  func insert(_ contract: CachedContract, at address: Hash160) {
    contract.owner = owner
    contracts[address] = contract
  }

  /// A contract, for changing it.
  func writable(_ address: Hash160) -> CachedContract? {
    guard let contract = contracts[address], contract.owner !== owner else { return contracts[address] }
    let copy = CachedContract(copying: contract, owner: owner)
    contracts[address] = copy
    return copy
  }

  /// A copy for a snapshot.
  func copy() -> ContractTable {
    let table = ContractTable()
    table.contracts = contracts
    // From now on they are shared.
    owner = Owner()
    return table
  }
}

/// The contracts that have destroyed themselves in an execution. A class for the same reason as ``ContractTable``.
final class DestructionTable {
  var addresses: Set<Hash160> = []

  /// A copy for a snapshot.
  func copy() -> DestructionTable {
    let table = DestructionTable()
    table.addresses = addresses
    return table
  }
}
