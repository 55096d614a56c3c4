public import Primitives

/// Trie nodes in a dictionary: for tests, benchmarks and tries that are computed and thrown away.
public final class MemoryTrieNodeStore: TrieNodeStore {
  private var nodes: [Hash256: [UInt8]] = [:]

  /// Increase it after changing nodes behind a trie's back.
  public var generation: UInt64 = 0

  /// An empty store.
  public init() {}

  /// How many nodes are stored.
  public var count: Int { nodes.count }

  public func node(_ hash: Hash256) -> [UInt8]? { nodes[hash] }

  public func put(_ hash: Hash256, _ node: UnsafeRawBufferPointer) { nodes[hash] = [UInt8](node) }

  public func delete(_ hash: Hash256) { nodes[hash] = nil }
}
