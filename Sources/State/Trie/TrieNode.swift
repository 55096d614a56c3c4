internal import Primitives

/// A node that was read from the store.
///
/// Serialized forms are protobuf messages (`db/trie/triepb/trie.proto`): field 2 a branch, 3 a leaf, 4 an extension.
enum TrieNode {
  /// One child per key byte.
  case branch(BranchNode)
  /// A shared path to one child.
  case `extension`(ExtensionNode)
  /// A key and its value.
  case leaf(LeafNode)
}

/// The decoded form of an inner node, if it is in memory. Leaves are read from the store each time.
enum CachedNode {
  /// A leaf, or an inner node that was not read yet.
  case absent
  /// A branch as it is stored.
  case branch(BranchNode)
  /// An extension as it is stored.
  case `extension`(ExtensionNode)
}

/// A node as its parent knows it.
struct NodeReference {
  /// The key of the node in the store.
  let hash: Hash256
  /// The decoded node.
  var cached: CachedNode
}

/// A node between branches: all keys below share `path`. Its child is always a branch.
///
/// The path may be empty: splitting an extension keeps the rest of its path as an extension (golden quirk 5,
/// `db/trie/extensionnode.go`).
final class ExtensionNode {
  /// The shared key bytes.
  let path: [UInt8]
  /// The branch below.
  var child: NodeReference

  /// An extension with this path and child.
  init(path: [UInt8], child: NodeReference) {
    self.path = path
    self.child = child
  }
}

/// A key and its value. The whole key is stored, wherever in the trie the leaf is.
struct LeafNode {
  /// The whole key.
  let key: [UInt8]
  /// The value, possibly empty.
  let value: [UInt8]
}
