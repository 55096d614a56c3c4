import ChainCrypto
import Primitives
import State

extension Suite {
  /// The storage trie in memory: the trie to time of the golden data, whose roots are checked on the way.
  ///
  /// The reference takes 366,000 ns for each of the first 100,000 upserts and about 500,000 ns near a million keys.
  static let trie = Suite(
    name: "Trie",
    benchmarks: [
      Benchmark("upsert, the first 100,000", operations: 100_000, maximumIterations: 1, samples: 3) {
        { iterations in
          for _ in 0..<iterations {
            _ = try build(count: 100_000, root: "10ba38e0584aa4c9e9b986134095d6de4d1eecea9feade0eefcb61edf9948c30")
          }
        }
      },
      Benchmark("upsert, 10,000 of 1,000,000 keys", operations: 10_000, maximumIterations: 1, samples: 5) {
        let trie = try build(count: 1_000_000, root: "faafff961659fd39072e8ff912509fbd786ad7b8ecd756d1091d7ce60a2f9607")
        var generator = SplitMix(seed: 2)
        let keys = (0..<10_000).map { _ in word(UInt64.random(in: 0..<1_000_000, using: &generator)) }
        var value: UInt64 = 0
        return { iterations in
          for _ in 0..<iterations {
            for key in keys {
              value += 1
              try trie.upsert(key, word(value))
            }
          }
        }
      },
      Benchmark("get, 100,000 keys") {
        let trie = try build(count: 100_000, root: "10ba38e0584aa4c9e9b986134095d6de4d1eecea9feade0eefcb61edf9948c30")
        let keys = (0..<4096 as Range<UInt64>).map { word($0 * 24) }
        return { iterations in
          for index in 0..<iterations { consume(try trie.get(keys[index & 4095])) }
        }
      },
      Benchmark("open and get, two full branches") {
        let store = MemoryTrieNodeStore()
        let root = try build(count: 60_000, root: nil, store: store).root
        let key = word(7)
        return { iterations in
          for _ in 0..<iterations { consume(try MerklePatriciaTrie(store: store, root: root).get(key)) }
        }
      },
    ])
}

/// A benchmark that computed something else than the reference measures nothing.
private struct WrongRoot: Error {
  let computed: String
  let recorded: String
}

/// Keccak-256 of a number in little-endian bytes.
private func word(_ number: UInt64) -> [UInt8] {
  Keccak256.hash(withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }).bytes
}

/// The trie to time after some upserts.
private func build(count: UInt64, root: String?, store: MemoryTrieNodeStore = MemoryTrieNodeStore()) throws -> MerklePatriciaTrie {
  let trie = try MerklePatriciaTrie(store: store)
  for index in 0..<count { try trie.upsert(word(index), word(index + 1 << 40)) }
  if let root, trie.root.hex != root { throw WrongRoot(computed: trie.root.hex, recorded: root) }
  return trie
}
