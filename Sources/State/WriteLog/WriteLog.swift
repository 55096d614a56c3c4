internal import ChainCrypto
internal import Primitives

/// Every write of a block in order, and the latest one of each key.
///
/// The entries' namespace, key and value stand one after the other in one arena, with nothing between them: exactly
/// what the digest of a block hashes (golden quirk 1, `db/batch.go`). A position in the log is a number of entries.
/// Each entry knows the previous one of the same key, so going back costs only the entries that are dropped.
struct WriteLog: ~Copyable {
  /// One write.
  struct Entry {
    /// Where the namespace's name begins in the arena; the key follows it, then the value.
    let start: Int
    /// How many bytes the key has.
    let keyCount: UInt32
    /// How many bytes the value has.
    let valueCount: UInt32
    /// The key's hash in the index.
    let hash: UInt32
    /// One more than the number of the previous entry with the same key, or 0.
    let previous: UInt32
    /// The namespace of the key.
    let namespace: StateNamespace
    /// Whether the key was deleted.
    let isDelete: Bool
    /// Whether a later entry has the same key.
    var isSuperseded = false

    /// Where the key begins in the arena.
    @inline(__always) var keyStart: Int { start &+ namespace.staticName.utf8CodeUnitCount }
    /// Where the value begins in the arena.
    @inline(__always) var valueStart: Int { keyStart &+ Int(keyCount) }
  }

  /// The latest write of a key.
  enum Latest {
    /// The log does not know the key.
    case none
    /// The key was deleted.
    case deleted
    /// The value. Valid until the log changes.
    case value(UnsafeRawBufferPointer)
  }

  private var arena: ByteArena
  private var index: EntryIndex
  /// The writes, oldest first.
  private(set) var entries: ContiguousArray<Entry> = []

  /// An empty log with room for some thousands of writes.
  init() {
    arena = ByteArena(capacity: 1 << 16)
    index = EntryIndex(bits: 11)
    entries.reserveCapacity(1 << 9)
  }

  /// What is hashed for the digest.
  var bytes: UnsafeRawBufferPointer {
    borrowing get { arena.bytes }
  }

  /// Appends a write with a value of at most `capacity` bytes, which `body` writes and counts.
  @inline(__always)
  mutating func put(
    _ namespace: StateNamespace, _ key: UnsafeRawBufferPointer, capacity: Int, _ body: (UnsafeMutableRawPointer) -> Int
  ) {
    let valueStart = begin(namespace, key, capacity: capacity)
    let count = body(valueStart)
    arena.advance(by: count)
    append(namespace, key, valueCount: count, isDelete: false)
  }

  /// Appends a delete, which hashes like the put of an empty value.
  mutating func delete(_ namespace: StateNamespace, _ key: UnsafeRawBufferPointer) {
    _ = begin(namespace, key, capacity: 0)
    append(namespace, key, valueCount: 0, isDelete: true)
  }

  /// The latest write of a key.
  @inline(__always)
  borrowing func latest(_ namespace: StateNamespace, _ key: UnsafeRawBufferPointer) -> Latest {
    guard let number = index.entry(at: slot(of: KeyHash.hash(namespace, key), namespace, key)) else { return .none }
    let entry = entries[number]
    return entry.isDelete ? .deleted : .value(arena.bytes(at: entry.valueStart, count: Int(entry.valueCount)))
  }

  /// Drops all entries from a position on.
  mutating func truncate(to position: Int) {
    guard position < entries.count else { return }
    let start = entries[position].start
    while entries.count > position {
      let number = entries.count &- 1
      let entry = entries.removeLast()
      let slot = index.slot(of: entry.hash) { $0 == number }
      if entry.previous == 0 {
        index.remove(slot)
      } else {
        let previous = Int(entry.previous) &- 1
        entries[previous].isSuperseded = false
        index.set(slot, hash: entry.hash, entry: previous)
      }
    }
    arena.truncate(to: start)
  }

  /// Drops all entries and keeps the memory.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    arena.truncate(to: 0)
    index.removeAll()
  }

  /// The key of an entry. Valid until the log changes.
  borrowing func key(of entry: Entry) -> UnsafeRawBufferPointer {
    arena.bytes(at: entry.keyStart, count: Int(entry.keyCount))
  }

  /// The value of an entry, empty for a delete. Valid until the log changes.
  borrowing func value(of entry: Entry) -> UnsafeRawBufferPointer {
    arena.bytes(at: entry.valueStart, count: Int(entry.valueCount))
  }

  /// Writes namespace and key behind the last entry and gives the place for a value. The count follows in `append`.
  @inline(__always)
  private mutating func begin(_ namespace: StateNamespace, _ key: UnsafeRawBufferPointer, capacity: Int) -> UnsafeMutableRawPointer {
    let name = namespace.staticName
    let nameCount = name.utf8CodeUnitCount
    let target = arena.room(for: nameCount &+ key.count &+ capacity)
    target.copyMemory(from: name.utf8Start, byteCount: nameCount)
    if let source = key.baseAddress { (target + nameCount).copyMemory(from: source, byteCount: key.count) }
    arena.advance(by: nameCount &+ key.count)
    return target + (nameCount &+ key.count)
  }

  /// Adds the entry whose bytes end the arena.
  @inline(__always)
  private mutating func append(_ namespace: StateNamespace, _ key: UnsafeRawBufferPointer, valueCount: Int, isDelete: Bool) {
    index.reserveOne()
    let hash = KeyHash.hash(namespace, key)
    let slot = slot(of: hash, namespace, key)
    let previous = index.entry(at: slot)
    if let previous { entries[previous].isSuperseded = true }
    index.set(slot, hash: hash, entry: entries.count)
    entries.append(
      Entry(
        start: arena.count &- valueCount &- key.count &- namespace.staticName.utf8CodeUnitCount,
        keyCount: UInt32(truncatingIfNeeded: key.count), valueCount: UInt32(truncatingIfNeeded: valueCount), hash: hash,
        previous: UInt32(truncatingIfNeeded: (previous ?? -1) &+ 1), namespace: namespace, isDelete: isDelete))
  }

  /// The slot of a key, occupied or free.
  @inline(__always)
  private borrowing func slot(of hash: UInt32, _ namespace: StateNamespace, _ key: UnsafeRawBufferPointer) -> Int {
    index.slot(of: hash) { number in
      let entry = entries[number]
      guard entry.namespace == namespace, Int(entry.keyCount) == key.count else { return false }
      return isEqual(arena.bytes(at: entry.keyStart, count: key.count), key)
    }
  }

  /// Whether two buffers of one length hold the same bytes.
  @inline(__always)
  private borrowing func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset &+ 8 <= left.count {
      let word = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if word != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
      offset &+= 8
    }
    while offset < left.count {
      if left[offset] != right[offset] { return false }
      offset &+= 1
    }
    return true
  }
}
