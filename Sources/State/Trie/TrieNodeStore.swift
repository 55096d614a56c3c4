public import Primitives

/// Where a ``MerklePatriciaTrie`` keeps its nodes: by hash, without order.
///
/// The trie writes through: every change of a node is a `delete` of the old and a `put` of the new one, at once and in
/// the reference's order, because each of these calls is an entry of the block's digest (golden quirk 5). Writes are
/// recorded in memory and cannot fail; reads can.
public protocol TrieNodeStore: AnyObject {
  /// Changes whenever nodes may have changed behind the trie's back: a working set counts its reverts here.
  ///
  /// A trie forgets its decoded nodes (all but the root) when it sees a new value.
  var generation: UInt64 { get }

  /// The serialized node, or `nil` if there is none.
  func node(_ hash: Hash256) throws(StateFault) -> [UInt8]?

  /// Stores a serialized node.
  func put(_ hash: Hash256, _ node: UnsafeRawBufferPointer)

  /// Removes a node, which need not exist.
  func delete(_ hash: Hash256)
}
