import ChainCrypto
import Primitives
import State
import Storage
import TestSupport
import Testing

/// Recorded blocks show which nodes of contract storage were deleted and put, in which order. Each upsert among them is
/// repeated here and must write the very same entries (golden quirk 5).
@Suite struct StorageWriteOrderTests {
  /// What an upsert left behind in a recorded log: the leaf names the slot and the value.
  private struct RecordedUpsert {
    let contract: Address
    let key: [UInt8]
    let value: [UInt8]
  }

  /// The addresses whose storage may occur: all under which accounts were written.
  private static func addresses(in blocks: [GoldenChain.WriteLog]) -> [Address] {
    let hashes = blocks.flatMap(\.writes).filter { $0.namespace == "Account" }.compactMap { Hash160($0.key) }
    return Set(hashes).map { Address($0) }
  }

  /// The upsert to which the entries from `start` on belong: the first leaf that is put names it.
  private static func upsert(
    at start: Int, in writes: [GoldenChain.WriteLog.Entry], owners: inout [[UInt8]: Address], among addresses: [Address]
  ) throws -> RecordedUpsert {
    let leaf = try #require(writes[start...].first { !$0.isDelete && $0.namespace == "Contract" && $0.value.first == 0x1a })
    if owners[leaf.key] == nil {
      owners[leaf.key] = addresses.first { Keccak256.hash($0.hash.bytes + leaf.value).bytes == leaf.key }
    }
    // 1a len 12 20 key 1a 20 value: slots and values have 32 bytes each.
    #expect(leaf.value.count == 70)
    return RecordedUpsert(
      contract: try #require(owners[leaf.key]), key: [UInt8](leaf.value[4..<36]), value: [UInt8](leaf.value[38...]))
  }

  /// In this block of `contracts` a contract without storage writes 7 to the slot Keccak-256(1) in a call that fails,
  /// then another slot. Going back to the zero root fails, so the trie keeps the first slot's hash in its root although
  /// the leaf is gone (golden quirk 42). The recorded log shows only the second write.
  private static let heightOfLeftover: UInt64 = 148

  private func writeAndRevert(_ trie: MerklePatriciaTrie, in state: WorkingSet) throws {
    let number = { (value: UInt8) in [UInt8](repeating: 0, count: 31) + [value] }
    let slot = Keccak256.hash(number(1))
    let snapshot = state.snapshot()
    try trie.upsert(slot.bytes, number(7))
    try state.revert(to: snapshot)
    #expect(throws: TrieError.nodeMissing(.zero)) { try trie.setRoot(.zero) }
  }

  @Test(arguments: ["transfers", "contracts", "random-0", "random-A", "cluster"])
  func `writes storage nodes in the recorded order`(name: String) throws {
    let chain = try #require(GoldenData.chain(name))
    let store = try RecordedWritesTests.genesisStore(of: chain)
    let blocks = try chain.writes()
    let addresses = Self.addresses(in: blocks)
    var owners: [[UInt8]: Address] = [:]
    var upserts = 0
    for block in blocks {
      let state = WorkingSet(over: try store.snapshot())
      var tries: [Address: MerklePatriciaTrie] = [:]
      while state.writes.count < block.writes.count {
        let position = state.writes.count
        let write = block.writes[position]
        if write.namespace == "Contract" {
          let upsert = try Self.upsert(at: position, in: block.writes, owners: &owners, among: addresses)
          let root = try state.account(upsert.contract)?.root ?? .zero
          if tries[upsert.contract] == nil {
            let trie = try state.storageTrie(of: upsert.contract, root: root)
            if name == "contracts", block.height == Self.heightOfLeftover { try writeAndRevert(trie, in: state) }
            tries[upsert.contract] = trie
          }
          try #require(tries[upsert.contract]).upsert(upsert.key, upsert.value)
          upserts += 1
        } else if write.isDelete {
          state.delete(.account, write.key)
        } else {
          state.put(.account, write.key, write.value)
        }
        for (written, recorded) in zip(state.writes[position...], block.writes[position...]) {
          try #require(
            written.key == recorded.key && written.value == recorded.value && written.isDelete == recorded.isDelete,
            "height \(block.height), upsert \(upserts)")
        }
      }
      #expect(state.digest.hex == block.digest)
      try store.write(.buffered) { try state.apply(to: $0) }
    }
    try RecordedWritesTests.compareTip(of: chain, with: store.snapshot())
    let isWithoutStorage = name == "transfers"
    #expect((upserts == 0) == isWithoutStorage)
  }
}
