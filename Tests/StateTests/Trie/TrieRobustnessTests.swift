import ChainCrypto
import Primitives
import State
import TestSupport
import Testing

/// A damaged store must end in a thrown error or a wrong answer, never in a trap.
@Suite struct TrieRobustnessTests {
  /// Nodes that may be damaged: written by a trie of short keys, so that all kinds occur.
  private static func makeNodes(_ random: inout SeededGenerator) throws -> (nodes: [Hash256: [UInt8]], root: Hash256, keys: [[UInt8]]) {
    let store = TrieVectorTests.RecordingStore()
    let trie = try MerklePatriciaTrie(store: store, keyLength: 4)
    var keys: [[UInt8]] = []
    for _ in 0..<12 {
      let key = (0..<4).map { _ in UInt8.random(in: 0...2, using: &random) * 100 }
      keys.append(key)
      try trie.upsert(key, key)
    }
    return (Dictionary(uniqueKeysWithValues: store.hashes.map { ($0, store.node($0) ?? []) }), trie.root, keys)
  }

  @Test(arguments: 0..<400 as Range<UInt64>) func `survives damaged nodes`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (nodes, root, keys) = try Self.makeNodes(&random)
    let store = TrieVectorTests.RecordingStore()
    let sorted = nodes.sorted { $0.key < $1.key }
    for (hash, node) in sorted {
      var damaged = node
      switch Int.random(in: 0..<6, using: &random) {
      case 0: damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      case 1: damaged.removeLast(Int.random(in: 1...damaged.count, using: &random))
      case 2: damaged = sorted.randomElement(using: &random)?.value ?? []
      default: break
      }
      damaged.withUnsafeBytes { store.put(hash, $0) }
    }
    guard let trie = try? MerklePatriciaTrie(store: store, keyLength: 4, root: root) else { return }
    for key in keys {
      _ = try? trie.get(key)
      _ = try? trie.upsert(key, [1])
      _ = try? trie.delete(key)
    }
    // Whatever happened to the rest, what is written now is read back, or refused.
    let fresh: [UInt8] = [255, 255, 255, 255]
    if (try? trie.upsert(fresh, [7])) != nil { #expect(try trie.get(fresh) == [7]) }
  }
}
