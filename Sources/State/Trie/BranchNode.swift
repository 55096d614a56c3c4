internal import ChainCrypto
internal import Primitives

/// A node with one child per key byte.
///
/// It keeps its own serialized form, preceded by the trie's hash prefix, and edits it in place: of the ten kilobytes of
/// a full branch an upsert changes 32 bytes. Hashing resumes from a checkpoint before the change, so it costs half of a
/// full pass on average.
///
/// Serialized, the children follow one another by key byte, each as `0a len [08 index] 12 20 hash`; the index is left
/// out when it is 0 and takes two bytes from 128 on. Around them is `12 len`.
final class BranchNode {
  /// Which children there are.
  private(set) var indexes = ChildIndexes()
  /// The node's key in the store; of the content at the last ``rehash()``.
  private(set) var hash = Hash256.zero

  /// Unused room, the prefix, the header, the children.
  private var bytes: [UInt8]
  /// Where the children begin in `bytes`.
  private let front: Int
  /// Where the prefix begins: what is hashed runs from here to the end.
  private var prefixStart = BranchNode.headerRoom
  /// How many bytes the prefix has.
  private let prefixCount: Int
  /// Decoded children by rank, or nothing at all.
  private var cached: ContiguousArray<CachedNode> = []
  private var hasher = CheckpointedHasher()

  /// Room for the header: a tag and a length below 2^14. A full branch has 9,854 bytes of children.
  private static let headerRoom = 3

  /// A branch without children, whose hash is not yet computed.
  init(prefix: [UInt8]) {
    front = prefix.count + Self.headerRoom
    prefixCount = prefix.count
    bytes = [UInt8](repeating: 0, count: Self.headerRoom) + prefix
    writeHeader()
  }

  /// A branch as it was found under its hash; `nil` unless `serialized` is exactly what this class writes.
  init?(decoding serialized: [UInt8], prefix: [UInt8], hash: Hash256) {
    guard let body = Self.body(of: serialized) else { return nil }
    front = prefix.count + Self.headerRoom
    prefixCount = prefix.count
    bytes = [UInt8](repeating: 0, count: Self.headerRoom) + prefix + serialized[body]
    self.hash = hash
    var position = body.lowerBound
    var next = 0
    while position < serialized.count {
      guard let index = Self.index(ofEntryAt: position, in: serialized), index >= next else { return nil }
      indexes.insert(UInt8(index))
      next = index + 1
      position += Self.entryCount(UInt8(index))
    }
    writeHeader()
  }

  /// Whether there is a child for this key byte.
  func contains(_ index: UInt8) -> Bool { indexes.contains(index) }

  /// The child for a key byte, which must be there.
  func child(_ index: UInt8) -> NodeReference {
    let start = front &+ offset(of: index) &+ Self.entryCount(index) &- 32
    let hash = bytes.withUnsafeBytes { Hash256(UnsafeRawBufferPointer(rebasing: $0[start..<start &+ 32])) }
    return NodeReference(hash: hash, cached: cached.isEmpty ? .absent : cached[indexes.rank(of: index)])
  }

  /// Remembers the decoded form of a child that is there.
  func remember(_ node: CachedNode, at index: UInt8) {
    if cached.isEmpty {
      if case .absent = node { return }
      cached = ContiguousArray(repeating: .absent, count: indexes.count)
    }
    cached[indexes.rank(of: index)] = node
  }

  /// Forgets all decoded children.
  func forgetChildren() { cached = [] }

  /// Sets or adds a child. The hash is stale until ``rehash()``.
  func setChild(_ child: NodeReference, at index: UInt8) {
    let start = front &+ offset(of: index)
    if !indexes.contains(index) {
      bytes.insert(contentsOf: Self.emptyEntry(index), at: start)
      if !cached.isEmpty { cached.insert(.absent, at: indexes.rank(of: index)) }
      indexes.insert(index)
      writeHeader()
    }
    let hashStart = start &+ Self.entryCount(index) &- 32
    bytes.withUnsafeMutableBytes { buffer in
      child.hash.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[hashStart..<hashStart &+ 32]).copyMemory(from: $0) }
    }
    remember(child.cached, at: index)
    hasher.invalidate(from: hashStart &- prefixStart)
  }

  /// Removes a child that is there. The hash is stale until ``rehash()``.
  func removeChild(_ index: UInt8) {
    let start = front &+ offset(of: index)
    bytes.removeSubrange(start..<start &+ Self.entryCount(index))
    if !cached.isEmpty { cached.remove(at: indexes.rank(of: index)) }
    indexes.remove(index)
    writeHeader()
  }

  /// Computes ``hash`` anew.
  func rehash() {
    let start = prefixStart
    hash = bytes.withUnsafeBytes { hasher.hash(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }

  /// Calls `body` with the serialized node, without the prefix.
  func withSerialized(_ body: (UnsafeRawBufferPointer) -> Void) {
    let start = prefixStart &+ prefixCount
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }

  /// How many bytes the children take.
  private var bodyCount: Int { bytes.count &- front }

  /// Puts prefix and header directly in front of the children. They begin with the length, so all hashing starts over.
  private func writeHeader() {
    let body = bodyCount
    let header = Self.headerCount(body)
    let prefix = prefixCount
    let oldStart = prefixStart
    let start = front &- header &- prefix
    bytes.withUnsafeMutableBytes { buffer in
      if start != oldStart, prefix > 0 {
        UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start &+ prefix])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[oldStart..<oldStart &+ prefix]))
      }
      buffer[start &+ prefix] = Self.branchTag
      buffer[start &+ prefix &+ 1] = header == 2 ? UInt8(body) : UInt8(body & 0x7f) | 0x80
      if header == 3 { buffer[start &+ prefix &+ 2] = UInt8(body &>> 7) }
    }
    prefixStart = start
    hasher.invalidate(from: 0)
  }

  /// Where the entry of a key byte begins, or would begin, counted from the first child.
  private func offset(of index: UInt8) -> Int {
    guard index > 0 else { return 0 }
    let rank = indexes.rank(of: index)
    let long = index > 128 ? rank &- indexes.rank(of: 128) : 0
    return rank &* 38 &+ long &- (indexes.contains(0) ? 2 : 0)
  }

  private static let branchTag: UInt8 = 0x12

  /// Tag and length of the branch message.
  private static func headerCount(_ body: Int) -> Int { body < 128 ? 2 : 3 }

  /// How many bytes the entry of a key byte takes.
  private static func entryCount(_ index: UInt8) -> Int { index == 0 ? 36 : index < 128 ? 38 : 39 }

  /// Where the children of a serialized branch are; `nil` unless its header is well-formed.
  private static func body(of serialized: [UInt8]) -> Range<Int>? {
    guard serialized.count >= 2, serialized[0] == branchTag else { return nil }
    guard serialized[1] >= 0x80 else { return serialized.count == 2 + Int(serialized[1]) ? 2..<serialized.count : nil }
    guard serialized.count >= 3, serialized[2] > 0, serialized[2] < 0x80 else { return nil }
    return serialized.count == 3 + Int(serialized[1] & 0x7f) + Int(serialized[2]) << 7 ? 3..<serialized.count : nil
  }

  /// The key byte of the entry that begins at a position; `nil` unless the whole entry is there and well-formed.
  private static func index(ofEntryAt position: Int, in serialized: [UInt8]) -> Int? {
    guard serialized.count - position >= 36, serialized[position] == 0x0a else { return nil }
    let index: UInt8
    let hashStart: Int
    switch (serialized[position + 1], serialized[position + 2]) {
    case (34, 0x12):
      (index, hashStart) = (0, position + 4)
    case (36, 0x08):
      (index, hashStart) = (serialized[position + 3], position + 6)
      guard (1..<128).contains(index) else { return nil }
    case (37, 0x08):
      (index, hashStart) = (serialized[position + 3], position + 7)
      guard index >= 128, serialized[position + 4] == 1 else { return nil }
    default:
      return nil
    }
    guard serialized[hashStart - 2] == 0x12, serialized[hashStart - 1] == 0x20 else { return nil }
    return serialized.count - hashStart >= 32 ? Int(index) : nil
  }

  /// The entry of a key byte with a hash of zeros.
  private static func emptyEntry(_ index: UInt8) -> [UInt8] {
    var entry: [UInt8] = [0x0a, UInt8(entryCount(index) - 2)]
    if index > 0 { entry.append(0x08) }
    if index >= 128 {
      entry += [index, 1]
    } else if index > 0 {
      entry.append(index)
    }
    return entry + [0x12, 0x20] + [UInt8](repeating: 0, count: 32)
  }
}
