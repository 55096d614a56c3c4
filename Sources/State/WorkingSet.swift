internal import ChainCrypto
public import Primitives
public import Storage

/// The state while a block is executed: what the store holds, with the block's writes on top.
///
/// Writes go to an ordered log whose digest the block header states; reads look into the log first and then into the
/// store. A snapshot is a position in the log, and reverting drops what was written after it. Nothing reaches the store
/// before ``apply(to:)``. The source of the rules is `db/batch.go` and `state/factory/statetx.go` of the reference.
///
/// It is not a validator and caches no records: a decoded account costs about as much to keep as to decode.
/// `WorkingSet+Records.swift` has the typed records, ``MerklePatriciaTrie`` the storage of contracts, and the handlers
/// have the meaning. Underneath are `Storage` (tables of bytes) and `ChainTypes` (encodings).
///
/// Single-owner: created, used and dropped by one task; not `Sendable`.
public final class WorkingSet {
  /// A position in the log to which one may go back.
  private struct Snapshot {
    let position: Int
    var isSpent = false
  }

  /// What lies below the block's writes.
  let store: any KeyValueReader
  /// The block's writes.
  var log = WriteLog()
  private var snapshots: [Snapshot] = []
  /// The block's writes that the digest leaves out.
  private(set) var outside = OutsideWrites()

  /// Grows whenever writes were taken back, by ``revert(to:)`` or ``removeAll()``. Whoever keeps decoded records compares
  /// this number to know whether they may be out of date.
  public private(set) var revertCount: UInt64 = 0

  /// A working set without writes.
  ///
  /// - Parameter store: a consistent view; it must not change while the working set lives, except by ``apply(to:)``.
  public init(over store: any KeyValueReader) {
    self.store = store
  }

  // MARK: Reading

  /// The value of a key: the latest write, else what the store holds. `nil` when absent or deleted.
  public func get(_ namespace: StateNamespace, _ key: [UInt8]) throws(StateFault) -> [UInt8]? {
    let written = key.withUnsafeBytes { log.latest(namespace, $0).copied }
    if let written { return written }
    if let value = outside.value(namespace, key) { return value }
    // No store has an empty key, and asking for it is a fault there. Accounts without code have an empty code hash.
    if key.isEmpty { return nil }
    do {
      return try store.get(namespace.table, key)
    } catch {
      throw .storage(error)
    }
  }

  // MARK: Writing

  /// Sets the value of a key: one entry of the digest, also if the value was the same before.
  public func put(_ namespace: StateNamespace, _ key: [UInt8], _ value: [UInt8]) {
    key.withUnsafeBytes { key in value.withUnsafeBytes { put(namespace, key, $0) } }
  }

  /// Sets the value of a key: one entry of the digest, also if the value was the same before.
  public func put(_ namespace: StateNamespace, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    log.put(namespace, key, capacity: value.count) { target in
      if let source = value.baseAddress { target.copyMemory(from: source, byteCount: value.count) }
      return value.count
    }
  }

  /// Deletes a key: one entry of the digest, also if the key was absent before.
  public func delete(_ namespace: StateNamespace, _ key: [UInt8]) {
    key.withUnsafeBytes { log.delete(namespace, $0) }
  }

  /// Deletes a key: one entry of the digest, also if the key was absent before.
  public func delete(_ namespace: StateNamespace, _ key: UnsafeRawBufferPointer) {
    log.delete(namespace, key)
  }

  /// Sets the value of a key without an entry of the digest, beyond the reach of ``revert(to:)``: contract code.
  ///
  /// The reference puts code into its database at once (golden quirk 4), so code stays there even if its block is never
  /// committed. Here it is committed with its block or not at all. Nobody can tell: code is found by its hash, and only
  /// accounts of committed blocks name hashes.
  public func putOutsideDigest(_ namespace: StateNamespace, _ key: [UInt8], _ value: [UInt8]) {
    outside.put(namespace, key, value)
  }

  // MARK: Snapshots

  /// Remembers this point and gives its id: 0 for the first, then always one more than the latest that is still valid.
  public func snapshot() -> Int {
    snapshots.append(Snapshot(position: log.entries.count))
    return snapshots.count - 1
  }

  /// Goes back to a snapshot: later writes vanish from reads and digest. The snapshot itself stays, later ones do not, so
  /// the next id is `id + 1` (the reference's `tag`, on which golden quirk 41 rests).
  ///
  /// One snapshot serves one revert. The reference would go on writing into the snapshot's own copy of the cache after a
  /// revert (`cachedBatch.Revert` makes the saved cache the live one), and a second revert to the same id would show
  /// writes that its log no longer has. That is out of reach of its callers: the EVM takes a snapshot at the beginning
  /// of each call frame and reverts to it at most once, at the frame's end; the rewarding protocol does so once per
  /// action; and an id is given out anew only after reverting to an earlier one, which replaces the copy. So a second
  /// revert is a mistake here, and is refused rather than answered in one way or the other.
  ///
  /// - Throws: ``StateFault/unknownSnapshot(_:)`` or ``StateFault/spentSnapshot(_:)``; nothing has changed then.
  public func revert(to id: Int) throws(StateFault) {
    guard snapshots.indices.contains(id) else { throw .unknownSnapshot(id) }
    guard !snapshots[id].isSpent else { throw .spentSnapshot(id) }
    snapshots.removeLast(snapshots.count - id - 1)
    snapshots[id].isSpent = true
    log.truncate(to: snapshots[id].position)
    revertCount += 1
  }

  // MARK: Results

  /// The delta state digest: Keccak-256 of namespace, key and value of every write in order, without lengths, separators
  /// or marks for deletes (golden quirk 1).
  public var digest: Hash256 { Keccak256.hash(log.bytes) }

  /// How many bytes ``digest`` hashes.
  public var digestByteCount: Int { log.bytes.count }

  /// Forgets all writes and snapshots and keeps the memory: the working set is as new.
  public func removeAll() {
    log.removeAll()
    snapshots.removeAll(keepingCapacity: true)
    outside = OutsideWrites()
    revertCount += 1
  }
}

extension WriteLog.Latest {
  /// The value as an array; `nil` inside when it was deleted, outside when the log does not know the key.
  var copied: [UInt8]?? {
    switch self {
    case .none: .none
    case .deleted: .some(nil)
    case .value(let bytes): .some([UInt8](bytes))
    }
  }
}
