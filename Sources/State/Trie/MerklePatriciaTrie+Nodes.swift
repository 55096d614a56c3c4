internal import ChainCrypto
internal import Primitives

/// How nodes are hashed and put into the store.
extension MerklePatriciaTrie {
  /// Changes a child of a branch (`nil`: removes it) and writes the branch: the old one is deleted, the new one put.
  func update(_ branch: BranchNode, _ child: NodeReference?, at index: UInt8) -> NodeReference {
    store.delete(branch.hash)
    if let child {
      branch.setChild(child, at: index)
    } else {
      branch.removeChild(index)
    }
    return put(branch)
  }

  /// Puts a branch under its new hash. A branch without children, which only a root can be, is stored nowhere.
  func put(_ branch: BranchNode) -> NodeReference {
    branch.rehash()
    if branch.hash != emptyRoot {
      branch.withSerialized { store.put(branch.hash, $0) }
    }
    return NodeReference(hash: branch.hash, cached: .branch(branch))
  }

  /// Puts an extension: `22 len [0a len path] 12 20 hash`.
  func put(_ node: ExtensionNode) -> NodeReference {
    let pathCount = node.path.isEmpty ? 0 : fieldCount(node.path.count)
    beginNode(tag: 0x22, bodyCount: pathCount + fieldCount(32))
    appendField(tag: 0x0a, node.path)
    scratch.append(0x12)
    scratch.append(0x20)
    node.child.hash.withUnsafeBytes { scratch.append(contentsOf: $0) }
    return NodeReference(hash: putScratch(), cached: .extension(node))
  }

  /// Puts a leaf: `1a len 12 len key [1a len value]`.
  func putLeaf(_ key: [UInt8], _ value: [UInt8]) -> NodeReference {
    beginNode(tag: 0x1a, bodyCount: fieldCount(key.count) + (value.isEmpty ? 0 : fieldCount(value.count)))
    appendField(tag: 0x12, key)
    appendField(tag: 0x1a, value)
    return NodeReference(hash: putScratch(), cached: .absent)
  }

  /// Begins a node in the scratch room: prefix, tag and length.
  private func beginNode(tag: UInt8, bodyCount: Int) {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: prefix)
    scratch.append(tag)
    appendLength(bodyCount)
  }

  /// Appends a field of bytes, or nothing when there are none.
  private func appendField(tag: UInt8, _ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    scratch.append(tag)
    appendLength(bytes.count)
    scratch.append(contentsOf: bytes)
  }

  private func appendLength(_ count: Int) {
    var rest = count
    while rest >= 0x80 {
      scratch.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    scratch.append(UInt8(rest))
  }

  /// How many bytes a field of `count` bytes takes with its tag and length.
  private func fieldCount(_ count: Int) -> Int {
    var lengthCount = 1
    while count >> (7 * lengthCount) > 0 { lengthCount += 1 }
    return 1 + lengthCount + count
  }

  /// Stores the node in the scratch room and gives its hash.
  private func putScratch() -> Hash256 {
    scratch.withUnsafeBytes { message in
      let hash = Keccak256.hash(message)
      store.put(hash, UnsafeRawBufferPointer(rebasing: message[prefix.count...]))
      return hash
    }
  }
}
