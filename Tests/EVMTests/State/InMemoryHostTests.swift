import EVM
import Primitives
import TestSupport
import Testing

/// The in-memory state undoes and forgets what it should.
struct InMemoryHostTests {
  private let one = Address(number: 1_000_001)
  private let two = Address(number: 1_000_002)

  @Test("returns to any snapshot, nested ones included")
  func snapshots() {
    let host = InMemoryHost()
    host.setAccount(one, balance: 100)
    let outer = host.snapshot()
    host.setStorage(1, of: one, to: 5)
    host.transfer(30, from: one, to: two)
    let inner = host.snapshot()
    host.setStorage(1, of: one, to: 6)
    host.setStorage(1, of: one, to: 7)
    host.setNonce(9, of: two)
    host.setCode([1, 2], of: two)
    host.emit(LogEntry(address: one, topics: [], data: []))
    host.revert(to: inner)
    #expect(host.storage(1, of: one) == 5)
    #expect(host.nonce(of: two) == 0 && host.codeSize(of: two) == 0 && host.logs.isEmpty)
    #expect(host.balance(of: two) == 30)
    host.setStorage(1, of: one, to: 8)
    host.revert(to: outer)
    #expect(host.storage(1, of: one) == 0)
    #expect(host.balance(of: one) == 100)
    #expect(!host.accountExists(two))
  }

  @Test("agrees with a copying model over random writes, snapshots and reverts", arguments: 0..<20 as Range<UInt64>)
  func model(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let host = InMemoryHost()
    var model: [U256: U256] = [:]
    var transient: [U256: U256] = [:]
    var stack: [(id: Int, model: [U256: U256], transient: [U256: U256])] = []
    for _ in 0..<2_000 {
      let key = U256(UInt64.random(in: 0..<40, using: &random))
      switch UInt64.random(in: 0..<10, using: &random) {
      case 0..<4:
        let value = U256(UInt64.random(in: 0..<4, using: &random))
        host.setStorage(key, of: one, to: value)
        model[key] = value
      case 4..<6:
        let value = U256(UInt64.random(in: 0..<4, using: &random))
        host.setTransientStorage(key, of: one, to: value)
        transient[key] = value
      case 6:
        stack.append((host.snapshot(), model, transient))
      case 7:
        if let last = stack.popLast() {
          host.revert(to: last.id)
          (model, transient) = (last.model, last.transient)
        }
      case 8:
        if UInt64.random(in: 0..<20, using: &random) == 0 {
          host.finishTransaction(deletesEmptyAccounts: false)
          transient = [:]
          stack = []
        }
      default:
        #expect(host.storage(key, of: one) == model[key] ?? 0)
        #expect(host.transientStorage(key, of: one) == transient[key] ?? 0)
      }
    }
  }

  @Test("tells the value at the start of the transaction, not of the write")
  func originals() {
    let host = InMemoryHost()
    host.setAccount(one, storage: [1: 5])
    host.setStorage(1, of: one, to: 6)
    #expect(host.slot(1, of: one, warming: false) == StorageSlot(current: 6, original: 5, wasCold: false))
    host.finishTransaction(deletesEmptyAccounts: false)
    #expect(host.slot(1, of: one, warming: true) == StorageSlot(current: 6, original: 6, wasCold: true))
    #expect(host.slot(1, of: one, warming: true).wasCold == false)
  }

  @Test("deletes touched empty accounts at the end, and only if asked")
  func emptyAccounts() {
    for deletes in [false, true] {
      let host = InMemoryHost()
      host.setAccount(one)
      host.setAccount(two)
      host.transfer(0, from: two, to: one)
      host.finishTransaction(deletesEmptyAccounts: deletes)
      #expect(host.accountExists(one) == !deletes)
      #expect(host.accountExists(two))
    }
  }

  @Test("holds a hundred thousand slots and gives them back in order")
  func manySlots() {
    let host = InMemoryHost()
    host.setAccount(one)
    for index in 1...100_000 as ClosedRange<UInt64> { host.setStorage(U256(index &* 0x9e37_79b9_7f4a_7c15), of: one, to: U256(index)) }
    for index in 1...100_000 as ClosedRange<UInt64> where index % 97 == 0 {
      #expect(host.storage(U256(index &* 0x9e37_79b9_7f4a_7c15), of: one) == U256(index))
    }
    let keys = host.accounts[0].storage.map(\.key)
    #expect(keys.count == 100_000 && zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("clears the storage of an account that a creation replaces, and brings it back on a revert")
  func replacedStorage() {
    let host = InMemoryHost()
    host.setAccount(one, balance: 7, storage: [1: 2])
    _ = host.warmStorage(1, of: one)
    let snapshot = host.snapshot()
    host.createContract(one)
    #expect(host.storage(1, of: one) == 0 && host.balance(of: one) == 7)
    #expect(host.warmStorage(1, of: one) == (0, false))
    host.revert(to: snapshot)
    #expect(host.storage(1, of: one) == 2)
  }
}
