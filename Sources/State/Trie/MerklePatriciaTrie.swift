internal import ChainCrypto
public import Primitives

/// The reference's Merkle-Patricia trie: keys of one length, 256-way branches, extensions and leaves, whose protobuf
/// encodings hash to the root (`db/trie`). Contract storage lives in one trie per contract.
///
/// Every change is written through at once, old node deleted before the new one is put, children before parents, also
/// when nothing changed: these writes are part of the block's digest (golden quirk 5). The root is exact after every
/// operation. Node keys are Keccak-256 of a prefix (the contract's address) and the serialized node.
///
/// Inner nodes that were visited stay decoded in memory, so an upsert reads the store only where it has not been
/// before, and hashes each touched node once. What this handle sees is exactly what the store holds as long as nobody
/// else writes nodes under its prefix, except by reverting, which ``TrieNodeStore/generation`` tells it.
///
/// It is a class because the reference's contract copies share one trie across snapshots (golden quirk 42). Not
/// thread-safe: owned by whoever owns the store. Start reading at `MerklePatriciaTrie+Upsert.swift`.
public final class MerklePatriciaTrie {
  /// How many bytes every key has, 1 to 128.
  public let keyLength: Int
  /// The root of a trie without keys.
  public let emptyRoot: Hash256

  /// Hashed in front of every node.
  let prefix: [UInt8]
  /// Where the nodes are.
  let store: any TrieNodeStore
  /// The root, always decoded. Of a trie without keys it is in memory only.
  var rootNode: BranchNode
  /// Room in which leaves and extensions are put together.
  var scratch: [UInt8] = []
  private var seenGeneration: UInt64

  /// A trie over the nodes of a store.
  ///
  /// - Parameters:
  ///   - prefix: hashed in front of every node; 20 bytes of address for contract storage, nothing otherwise.
  ///   - root: `nil` for a trie without keys, whose root is stored nowhere.
  /// - Throws: ``TrieError/invalidKeyLength(_:)``, or what ``setRoot(_:)`` throws.
  public init(store: any TrieNodeStore, prefix: [UInt8] = [], keyLength: Int = 32, root: Hash256? = nil) throws(TrieError) {
    guard (1...128).contains(keyLength) else { throw .invalidKeyLength(keyLength) }
    self.store = store
    self.prefix = prefix
    self.keyLength = keyLength
    rootNode = BranchNode(prefix: prefix)
    rootNode.rehash()
    emptyRoot = rootNode.hash
    seenGeneration = store.generation
    if let root { try setRoot(root) }
  }

  /// The hash of the root node.
  public var root: Hash256 { rootNode.hash }

  /// Goes to another root.
  ///
  /// - Throws: ``TrieError/nodeMissing(_:)`` when no such root is stored, which includes the zero hash. The trie then
  ///   keeps the root node it has in memory, even if that one is no longer stored (golden quirk 42).
  public func setRoot(_ root: Hash256) throws(TrieError) {
    if root == emptyRoot {
      rootNode = BranchNode(prefix: prefix)
      rootNode.rehash()
      return
    }
    guard case .branch(let branch) = try load(root) else { throw .nodeMalformed(root) }
    rootNode = branch
  }

  /// The value of a key; `nil` when the trie does not hold it.
  ///
  /// A missing node under an extension counts as an absent key, as it does in the reference
  /// (`db/trie/extensionnode.go`); under a branch it throws, where the reference crashes (golden quirk 43).
  ///
  /// - Throws: ``TrieError`` when the key has the wrong length or a node cannot be read.
  public func get(_ key: [UInt8]) throws(TrieError) -> [UInt8]? {
    try begin(key)
    var branch = rootNode
    var offset = 0
    while true {
      let index = key[offset]
      guard branch.contains(index) else { return nil }
      let child = try resolve(branch.child(index), of: branch, at: index)
      offset += 1
      switch child {
      case .leaf(let leaf):
        return leaf.key[offset...] == key[offset...] ? leaf.value : nil
      case .branch(let next):
        branch = next
      case .extension(let node):
        guard key[offset...].starts(with: node.path) else { return nil }
        offset += node.path.count
        do {
          branch = try resolveChild(of: node)
        } catch .nodeMissing {
          return nil
        }
      }
      guard offset < keyLength else { throw .nodeMalformed(branch.hash) }
    }
  }

  /// Checks a key and forgets what a revert may have changed: the first step of every operation.
  func begin(_ key: [UInt8]) throws(TrieError) {
    guard key.count == keyLength else { throw .invalidKeyLength(key.count) }
    if store.generation != seenGeneration {
      seenGeneration = store.generation
      rootNode.forgetChildren()
    }
  }

  /// The child of a branch, decoded; inner nodes are remembered.
  func resolve(_ child: NodeReference, of branch: BranchNode, at index: UInt8) throws(TrieError) -> TrieNode {
    switch child.cached {
    case .branch(let node): return .branch(node)
    case .extension(let node): return .extension(node)
    case .absent: break
    }
    let node = try load(child.hash)
    switch node {
    case .branch(let inner): branch.remember(.branch(inner), at: index)
    case .extension(let inner): branch.remember(.extension(inner), at: index)
    case .leaf: break
    }
    return node
  }

  /// The branch below an extension, decoded and remembered.
  func resolveChild(of node: ExtensionNode) throws(TrieError) -> BranchNode {
    if case .branch(let branch) = node.child.cached { return branch }
    guard case .branch(let branch) = try load(node.child.hash) else { throw .nodeMalformed(node.child.hash) }
    node.child.cached = .branch(branch)
    return branch
  }

  /// Reads a node from the store.
  func load(_ hash: Hash256) throws(TrieError) -> TrieNode {
    let bytes: [UInt8]?
    do {
      bytes = try store.node(hash)
    } catch {
      throw .fault(error)
    }
    guard let bytes else { throw .nodeMissing(hash) }
    guard let node = TrieNode.decode(bytes, hash: hash, prefix: prefix, keyLength: keyLength) else { throw .nodeMalformed(hash) }
    return node
  }
}
