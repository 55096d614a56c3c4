public import Primitives

/// Why a trie operation did nothing.
///
/// "The key is not in the trie" is an error of `delete` alone (a read gives `nil`); everything else says that the trie
/// itself cannot be walked. The reference dereferences nil when a node under a branch is missing (golden quirk 43), so
/// which of the two happened must never be guessed.
public enum TrieError: Error, Hashable, Sendable {
  /// `delete` of a key that the trie does not hold.
  case keyNotFound
  /// A key, or the configured key length, of a length that the trie does not take.
  case invalidKeyLength(Int)
  /// A node is referred to and not stored.
  case nodeMissing(Hash256)
  /// The bytes stored under a node's hash are not a node that belongs there.
  case nodeMalformed(Hash256)
  /// The node store failed.
  case fault(StateFault)

  /// A stable name for metrics and log fields.
  public var code: String {
    switch self {
    case .keyNotFound: "trie-key-not-found"
    case .invalidKeyLength: "trie-key-length"
    case .nodeMissing: "trie-node-missing"
    case .nodeMalformed: "trie-node-malformed"
    case .fault(let fault): fault.code
    }
  }
}

extension TrieError: CustomStringConvertible {
  /// One sentence for a log or an error message.
  public var description: String {
    switch self {
    case .keyNotFound: "the key is not in the trie"
    case .invalidKeyLength(let count): "the trie takes no keys of \(count) bytes"
    case .nodeMissing(let hash): "the trie node \(hash) is missing"
    case .nodeMalformed(let hash): "the trie node \(hash) is malformed"
    case .fault(let fault): "\(fault)"
    }
  }
}
