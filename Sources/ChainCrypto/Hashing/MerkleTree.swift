public import Primitives

/// The Merkle root over a block's action hashes.
///
/// Source: the reference node's `crypto/merkle.go`. A node is the Keccak-256 of its two children in a row; an odd last node
/// is paired with itself at each level; one leaf is its own root; no leaf gives the zero hash.
public enum MerkleTree {
  /// The root over the leaves in their order.
  public static func root(_ leaves: [Hash256]) -> Hash256 {
    guard leaves.count > 1 else { return leaves.first ?? .zero }
    var level = leaves
    var count = level.count
    while count > 1 {
      let parents = (count + 1) / 2
      for index in 0..<parents {
        let left = level[2 * index]
        let right = 2 * index + 1 < count ? level[2 * index + 1] : left
        level[index] = Keccak256.hash(left, right)
      }
      count = parents
    }
    return level[0]
  }
}
