import ChainCrypto
import Primitives
import State
import Testing

@testable import ExecutionHandlers

/// Snapshots of the contracts in use.
@Suite struct ContractTableTests {
  private let address = Hash160(truncating: 7)
  private let table = ContractTable()

  /// No node is ever stored.
  private final class NoNodes: TrieNodeStore {
    let generation: UInt64 = 0
    func node(_ hash: Hash256) throws(StateFault) -> [UInt8]? { nil }
    func put(_ hash: Hash256, _ node: UnsafeRawBufferPointer) {}
    func delete(_ hash: Hash256) {}
  }

  init() throws {
    table.insert(CachedContract(account: Account(), storage: try MerklePatriciaTrie(store: NoNodes())), at: address)
  }

  @Test func `changes its own contracts in place`() {
    let contract = table[address]
    #expect(table.writable(address) === contract)
    #expect(table.writable(Hash160(truncating: 8)) == nil)
  }

  @Test func `shares contracts with a copy until one of both changes them`() {
    let copy = table.copy()
    #expect(copy[address] === table[address])
    table.writable(address)?.account.nonce = 5
    #expect(table[address]?.account.nonce == 5 && copy[address]?.account.nonce == 0)
    copy.writable(address)?.account.nonce = 6
    #expect(table[address]?.account.nonce == 5 && copy[address]?.account.nonce == 6)
    // Copied once, not at each change.
    let own = table[address]
    #expect(table.writable(address) === own)
    #expect(table[address]?.storage === copy[address]?.storage)
  }

  @Test func `keeps older copies as they were`() {
    let copies = (1...50).map { nonce in
      table.writable(address)?.account.nonce = UInt64(nonce)
      return table.copy()
    }
    table.writable(address)?.account.nonce = 99
    #expect(copies.map { $0[address]?.account.nonce } == (1...50).map { UInt64($0) })
  }
}
