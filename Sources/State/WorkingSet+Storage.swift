public import Primitives

extension WorkingSet {
  /// The storage trie of a contract, over the namespace `Contract`.
  ///
  /// - Parameters:
  ///   - contract: its address is hashed in front of every node (`action/protocol/execution/evm/contract.go`).
  ///   - root: the account's root; zero means that the contract has no storage yet.
  /// - Throws: ``TrieError`` when the root cannot be read.
  public func storageTrie(of contract: Address, root: Hash256) throws(TrieError) -> MerklePatriciaTrie {
    try MerklePatriciaTrie(
      store: ContractNodeStore(state: self), prefix: contract.hash.bytes, keyLength: Hash256.byteCount, root: root.isZero ? nil : root)
  }
}

/// The nodes of all contracts' storage, inside a working set: every put and delete is an entry of the digest.
final class ContractNodeStore: TrieNodeStore {
  private let state: WorkingSet

  /// The nodes inside this working set.
  init(state: WorkingSet) {
    self.state = state
  }

  var generation: UInt64 { state.revertCount }

  func node(_ hash: Hash256) throws(StateFault) -> [UInt8]? {
    try state.get(.contract, hash.bytes)
  }

  func put(_ hash: Hash256, _ node: UnsafeRawBufferPointer) {
    hash.withUnsafeBytes { state.put(.contract, $0, node) }
  }

  func delete(_ hash: Hash256) {
    hash.withUnsafeBytes { state.delete(.contract, $0) }
  }
}
