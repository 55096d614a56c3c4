import ChainCrypto
import Primitives
import State
import TestSupport
import Testing

@Suite struct TrieVectorTests {
  /// A store that also counts and that can forget that decoded nodes are known.
  final class RecordingStore: TrieNodeStore {
    enum Call: Equatable {
      case put(Hash256, [UInt8])
      case delete(Hash256)
    }

    private(set) var calls: [Call] = []
    private var nodes: [Hash256: [UInt8]] = [:]
    var generation: UInt64 = 0
    var reads = 0

    func node(_ hash: Hash256) -> [UInt8]? {
      reads += 1
      return nodes[hash]
    }

    func put(_ hash: Hash256, _ node: UnsafeRawBufferPointer) {
      calls.append(.put(hash, [UInt8](node)))
      nodes[hash] = [UInt8](node)
    }

    func delete(_ hash: Hash256) {
      calls.append(.delete(hash))
      nodes[hash] = nil
    }

    var hashes: Set<Hash256> { Set(nodes.keys) }
  }

  private func makeTrie(of sequence: JSON, over store: RecordingStore, root: Hash256? = nil) throws -> MerklePatriciaTrie {
    try MerklePatriciaTrie(
      store: store, prefix: sequence["hashPrefix"].hexBytes ?? [], keyLength: try sequence.int("keyLength"), root: root)
  }

  /// Applies an operation of a recorded sequence and says whether the trie refused it as "not in the trie".
  private func apply(_ operation: JSON, to trie: MerklePatriciaTrie) throws -> Bool {
    let key = try operation.hex("key")
    if try operation.string("op") == "upsert" {
      try trie.upsert(key, try operation.hex("value"))
      return false
    }
    do {
      try trie.delete(key)
      return false
    } catch TrieError.keyNotFound {
      return true
    }
  }

  @Test func `has the reference's root after every operation and its answers at the end`() throws {
    let sequences = try GoldenData.section("trie").array
    #expect(sequences.count == 60)
    for sequence in sequences {
      let store = RecordingStore()
      let trie = try makeTrie(of: sequence, over: store)
      #expect(trie.root.hex == (try sequence.string("emptyRoot")))
      for operation in sequence["ops"].array {
        let refused = try apply(operation, to: trie)
        #expect(refused == operation["error"].exists, "\(operation.path)")
        if let root = operation["root"].string { #expect(trie.root.hex == root, "\(operation.path)") }
      }
      // Read by the handle that wrote, and by one that knows nothing but the root.
      let reopened = try makeTrie(of: sequence, over: store, root: trie.root)
      for expected in sequence["gets"].array {
        let value = expected["error"].exists ? nil : try expected.hex("value")
        #expect(try trie.get(try expected.hex("key")) == value, "\(expected.path)")
        #expect(try reopened.get(try expected.hex("key")) == value, "\(expected.path)")
      }
    }
  }

  @Test func `writes the same whether decoded nodes are remembered or not`() throws {
    var reads = (remembering: 0, forgetting: 0)
    for sequence in try GoldenData.section("trie").array {
      let (remembering, forgetting) = (RecordingStore(), RecordingStore())
      let trie = try makeTrie(of: sequence, over: remembering)
      let other = try makeTrie(of: sequence, over: forgetting)
      for operation in sequence["ops"].array {
        forgetting.generation += 1
        #expect(try apply(operation, to: trie) == apply(operation, to: other), "\(operation.path)")
      }
      #expect(remembering.calls == forgetting.calls)
      reads = (reads.remembering + remembering.reads, reads.forgetting + forgetting.reads)
    }
    #expect(reads.remembering < reads.forgetting)
  }

  @Test func `leaves no node behind that its root does not reach`() throws {
    for sequence in try GoldenData.section("trie").array {
      let store = RecordingStore()
      let trie = try makeTrie(of: sequence, over: store)
      var values: [[UInt8]: [UInt8]] = [:]
      for operation in sequence["ops"].array {
        guard try !apply(operation, to: trie) else { continue }
        let isUpsert = try operation.string("op") == "upsert"
        values[try operation.hex("key")] = isUpsert ? try operation.hex("value") : nil
      }
      let rebuiltStore = RecordingStore()
      let rebuilt = try makeTrie(of: sequence, over: rebuiltStore)
      for (key, value) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) { try rebuilt.upsert(key, value) }
      // The shape depends on the history (empty extensions), the number of leaves does not.
      let leaves = { (store: RecordingStore) in store.hashes.filter { store.node($0)?.first == 0x1a }.count }
      #expect(leaves(store) == values.count)
      #expect(leaves(rebuiltStore) == values.count)
    }
  }
}
