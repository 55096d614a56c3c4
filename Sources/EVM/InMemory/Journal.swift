import Primitives

/// One change that a revert undoes: what it was, where, and the value before.
struct JournalEntry: BitwiseCopyable {
  enum Change: UInt8 {
    case balance, nonce, storage, transient, existence, created, destroyed, touched, warmAccount, warmSlot, code, slots, log
  }

  var change: Change
  var account: UnsafeMutablePointer<AccountRecord>
  /// The slot's record, for changes of storage, transient storage and the access set.
  var slot: UnsafeMutableRawPointer?
  /// The value before; codes, storages and logs are in stacks of their own.
  var value: U256
}

/// The changes of a transaction, the oldest first. The owner calls `deallocate`.
struct Journal {
  private var entries: UnsafeMutablePointer<JournalEntry>
  private var capacity: Int
  /// The number of entries.
  private(set) var count = 0

  /// An empty journal.
  init() {
    capacity = 64
    entries = UnsafeMutablePointer<JournalEntry>.allocate(capacity: capacity)
  }

  /// Frees the memory; the journal must not be used any more.
  func deallocate() {
    entries.deallocate()
  }

  /// Adds an entry.
  @inline(__always)
  mutating func append(_ entry: JournalEntry) {
    if count == capacity { grow() }
    (entries + count).initialize(to: entry)
    count &+= 1
  }

  /// Takes the newest entry off. There must be one.
  @inline(__always)
  mutating func removeLast() -> JournalEntry {
    count &-= 1
    return entries[count]
  }

  /// Takes all entries off.
  mutating func removeAll() {
    count = 0
  }

  @inline(never)
  private mutating func grow() {
    let new = UnsafeMutablePointer<JournalEntry>.allocate(capacity: capacity &* 2)
    new.update(from: entries, count: count)
    entries.deallocate()
    entries = new
    capacity &*= 2
  }
}
