import ChainCrypto
public import Primitives

/// The root of Ethereum's Merkle-Patricia trie over given entries: computed at once, nothing is stored.
///
/// Source: Ethereum Yellow Paper, appendix D.
public enum EthereumTrie {
  /// The root over keys and values. No key may occur twice; no value may be empty.
  public static func root(_ entries: [(key: [UInt8], value: [UInt8])]) -> Hash256 {
    guard !entries.isEmpty else { return Keccak256.hash([0x80]) }
    let leaves = entries.map { Leaf(path: nibbles($0.key), value: $0.value) }.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    return Keccak256.hash(node(leaves[...], depth: 0))
  }

  private struct Leaf {
    var path: [UInt8]
    var value: [UInt8]
  }

  private static func nibbles(_ key: [UInt8]) -> [UInt8] {
    key.flatMap { [$0 >> 4, $0 & 15] }
  }

  /// The RLP of the node over the leaves, which share the first `depth` nibbles.
  private static func node(_ leaves: ArraySlice<Leaf>, depth: Int) -> [UInt8] {
    guard let first = leaves.first, let last = leaves.last else { return [0x80] }
    if leaves.count == 1 {
      return RLP.encode(.list([.bytes(compact(first.path[depth...], isLeaf: true)), .bytes(first.value)]))
    }
    // Sorted, so what the first and the last share, all share.
    var shared = depth
    while shared < first.path.count, shared < last.path.count, first.path[shared] == last.path[shared] { shared += 1 }
    if shared > depth {
      var payload: [UInt8] = []
      RLP.append(bytes: compact(first.path[depth..<shared], isLeaf: false), to: &payload)
      payload += reference(branch(leaves, depth: shared))
      return list(payload)
    }
    return branch(leaves, depth: depth)
  }

  private static func branch(_ leaves: ArraySlice<Leaf>, depth: Int) -> [UInt8] {
    var payload: [UInt8] = []
    var rest = leaves
    var value: [UInt8] = []
    if let first = rest.first, first.path.count == depth {
      value = first.value
      rest = rest.dropFirst()
    }
    for nibble in UInt8(0)..<16 {
      let count = rest.prefix { $0.path[depth] == nibble }.count
      if count == 0 {
        payload.append(0x80)
      } else {
        payload += reference(node(rest.prefix(count), depth: depth + 1))
        rest = rest.dropFirst(count)
      }
    }
    RLP.append(bytes: value, to: &payload)
    return list(payload)
  }

  /// How a node is named in the node above: by itself if it is short, else by its hash.
  private static func reference(_ node: [UInt8]) -> [UInt8] {
    if node.count < 32 { return node }
    return [0xa0] + Keccak256.hash(node).bytes
  }

  private static func list(_ payload: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    RLP.appendListHeader(count: payload.count, to: &result)
    return result + payload
  }

  /// The hex-prefix encoding of a path (Yellow Paper, appendix C).
  private static func compact(_ path: ArraySlice<UInt8>, isLeaf: Bool) -> [UInt8] {
    let flag: UInt8 = isLeaf ? 2 : 0
    var nibbles = path
    var result: [UInt8]
    if path.count % 2 == 1, let first = nibbles.popFirst() {
      result = [(flag | 1) << 4 | first]
    } else {
      result = [flag << 4]
    }
    while let high = nibbles.popFirst(), let low = nibbles.popFirst() {
      result.append(high << 4 | low)
    }
    return result
  }
}
