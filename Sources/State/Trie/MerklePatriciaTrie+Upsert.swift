internal import Primitives

extension MerklePatriciaTrie {
  /// Sets the value of a key.
  ///
  /// - Throws: ``TrieError`` when the key has the wrong length or a node on its path cannot be read. Then nothing was
  ///   written and the trie is as before: all reads come before the first write.
  public func upsert(_ key: [UInt8], _ value: [UInt8]) throws(TrieError) {
    try begin(key)
    _ = try upsert(into: rootNode, key, value, at: 0)
  }

  /// Below a branch: the child first, then the branch itself, even if the child is what it was.
  private func upsert(into branch: BranchNode, _ key: [UInt8], _ value: [UInt8], at offset: Int) throws(TrieError) -> NodeReference {
    guard offset < keyLength else { throw .nodeMalformed(branch.hash) }
    let index = key[offset]
    let child: NodeReference
    if branch.contains(index) {
      let old = branch.child(index)
      switch try resolve(old, of: branch, at: index) {
      case .branch(let node): child = try upsert(into: node, key, value, at: offset + 1)
      case .extension(let node): child = try upsert(into: node, hash: old.hash, key, value, at: offset + 1)
      case .leaf(let leaf): child = upsert(into: leaf, hash: old.hash, key, value, at: offset + 1)
      }
    } else {
      child = putLeaf(key, value)
    }
    return update(branch, child, at: index)
  }

  /// Below an extension: through it when the key shares its whole path, else the path is split where they part.
  private func upsert(
    into node: ExtensionNode, hash: Hash256, _ key: [UInt8], _ value: [UInt8], at offset: Int
  ) throws(TrieError) -> NodeReference {
    guard offset + node.path.count < keyLength else { throw .nodeMalformed(hash) }
    let matched = commonPrefix(node.path[...], key[offset...])
    if matched == node.path.count {
      let child = try upsert(into: try resolveChild(of: node), key, value, at: offset + matched)
      store.delete(hash)
      node.child = child
      return put(node)
    }
    store.delete(hash)
    let rest = put(ExtensionNode(path: Array(node.path[(matched + 1)...]), child: node.child))
    let leaf = putLeaf(key, value)
    return putFork(path: node.path[..<matched], (node.path[matched], rest), (key[offset + matched], leaf))
  }

  /// At a leaf: a new value for the same key, else a branch where the keys part. The old leaf is not written again.
  private func upsert(into leaf: LeafNode, hash: Hash256, _ key: [UInt8], _ value: [UInt8], at offset: Int) -> NodeReference {
    let matched = commonPrefix(leaf.key[offset...], key[offset...])
    guard offset + matched < keyLength else {
      store.delete(hash)
      return putLeaf(leaf.key, value)
    }
    let added = putLeaf(key, value)
    let old = NodeReference(hash: hash, cached: .absent)
    return putFork(path: key[offset..<offset + matched], (key[offset + matched], added), (leaf.key[offset + matched], old))
  }

  /// Puts a branch with two children, and an extension in front of it unless its path is empty.
  private func putFork(
    path: ArraySlice<UInt8>, _ first: (index: UInt8, child: NodeReference), _ second: (index: UInt8, child: NodeReference)
  ) -> NodeReference {
    let branch = BranchNode(prefix: prefix)
    branch.setChild(first.child, at: first.index)
    branch.setChild(second.child, at: second.index)
    let reference = put(branch)
    return path.isEmpty ? reference : put(ExtensionNode(path: Array(path), child: reference))
  }

  /// How many bytes two keys share from their beginnings.
  private func commonPrefix(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    zip(left, right).prefix { $0 == $1 }.count
  }
}
