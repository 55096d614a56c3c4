internal import Primitives

extension MerklePatriciaTrie {
  /// Removes a key.
  ///
  /// A branch that is left with one child becomes that child (a leaf), or an extension in front of it.
  ///
  /// - Throws: ``TrieError/keyNotFound`` when the trie does not hold the key; another ``TrieError`` when a node cannot
  ///   be read. The trie is then as before, but when the one node that a collapsing branch leaves behind is missing,
  ///   deletes were already written (`db/trie/branchnode.go` does the same).
  public func delete(_ key: [UInt8]) throws(TrieError) {
    try begin(key)
    let index = key[0]
    guard rootNode.contains(index) else { throw .keyNotFound }
    do {
      let child = try delete(from: rootNode.child(index), of: rootNode, at: index, key, offset: 1)
      _ = update(rootNode, child, at: index)
    } catch {
      rootNode.forgetChildren()
      throw error
    }
  }

  /// Deletes below a child of a branch; `nil` when the child is gone.
  private func delete(
    from child: NodeReference, of branch: BranchNode, at index: UInt8, _ key: [UInt8], offset: Int
  ) throws(TrieError) -> NodeReference? {
    switch try resolve(child, of: branch, at: index) {
    case .leaf(let leaf):
      guard leaf.key[offset...] == key[offset...] else { throw .keyNotFound }
      store.delete(child.hash)
      return nil
    case .branch(let node):
      return try delete(from: node, key, offset: offset)
    case .extension(let node):
      return try delete(from: node, hash: child.hash, key, offset: offset)
    }
  }

  private func delete(from branch: BranchNode, _ key: [UInt8], offset: Int) throws(TrieError) -> NodeReference {
    guard offset < keyLength else { throw .nodeMalformed(branch.hash) }
    let index = key[offset]
    guard branch.contains(index) else { throw .keyNotFound }
    let child = try delete(from: branch.child(index), of: branch, at: index, key, offset: offset + 1)
    if child == nil, branch.indexes.count <= 2 {
      return try collapse(branch, without: index)
    }
    return update(branch, child, at: index)
  }

  /// Replaces a branch that has one child left by something shorter.
  private func collapse(_ branch: BranchNode, without index: UInt8) throws(TrieError) -> NodeReference {
    guard let last = branch.indexes.first(otherThan: index) else { throw .nodeMalformed(branch.hash) }
    store.delete(branch.hash)
    let orphan = branch.child(last)
    switch try resolve(orphan, of: branch, at: last) {
    case .leaf:
      return orphan
    case .extension(let node):
      store.delete(orphan.hash)
      return put(ExtensionNode(path: [last] + node.path, child: node.child))
    case .branch(let node):
      return put(ExtensionNode(path: [last], child: NodeReference(hash: orphan.hash, cached: .branch(node))))
    }
  }

  /// An extension takes in an extension below it and vanishes in front of a leaf.
  private func delete(from node: ExtensionNode, hash: Hash256, _ key: [UInt8], offset: Int) throws(TrieError) -> NodeReference {
    guard key[offset...].starts(with: node.path) else { throw .keyNotFound }
    let branch = try resolveChild(of: node)
    let child = try delete(from: branch, key, offset: offset + node.path.count)
    store.delete(hash)
    switch child.cached {
    case .branch:
      node.child = child
      return put(node)
    case .extension(let below):
      store.delete(child.hash)
      return put(ExtensionNode(path: node.path + below.path, child: below.child))
    case .absent:
      return child
    }
  }
}
