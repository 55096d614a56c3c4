/// Why a store could not do what it was asked: a fault of this node (disk, configuration, use), never of a block.
///
/// `code` is stable and fit for metrics; `description` is for people and names table and data directory. Match on
/// `code`, never on text.
public struct StorageFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// The file system has no room (ENOSPC, EDQUOT). The transaction is gone, the store stays usable.
    case diskFull
    /// The device failed (EIO). After a commit or sync that fails so, the store refuses further use.
    case inputOutput
    /// The process may not read or write the data directory (EACCES, EPERM, EROFS).
    case permissionDenied
    /// The data directory cannot be used as one: missing parent, not a directory, too long a path.
    case unusableLocation
    /// Another store object, in this process or another, has the data directory open.
    case locked
    /// What is on disk is not what this software wrote.
    case corrupted
    /// The store was written by newer software.
    case schemaNewer
    /// The store was written by older software.
    case schemaOlder
    /// The reserved address space is used up: raise the map size.
    case mapFull
    /// Every reader slot is taken: too many snapshots are alive.
    case readersFull
    /// One transaction changed more pages than the engine can hold: commit in smaller groups.
    case transactionTooLarge
    /// The operating system refused memory or address space.
    case outOfMemory
    /// A table's name is unusable.
    case invalidTable
    /// A setting is out of range.
    case invalidConfiguration
    /// The store was opened without the table.
    case unknownTable
    /// Keys have at least one byte.
    case emptyKey
    /// The key exceeds `StorageLimits.maximumKeyLength`.
    case keyTooLong
    /// The value exceeds `StorageLimits.maximumValueLength`.
    case valueTooLarge
    /// A write transaction was used on another thread than the one that began it.
    case wrongThread
    /// This thread already has a write transaction on the store.
    case writerBusy
    /// The transaction was committed or aborted before.
    case finished
    /// The table was changed while a scan of the same transaction was running.
    case changedDuringScan
    /// The store was closed.
    case closed
    /// An earlier commit or sync failed on the device; only reopening tells what is on disk.
    case failedEarlier
    /// A fault-injecting store simulates the time between a crash and the restart.
    case crashed
    /// The engine answered in a way that this software does not know.
    case engine
  }

  /// What was being done.
  public enum Operation: String, Sendable, CaseIterable {
    /// Opening a store.
    case open
    /// Taking a snapshot.
    case snapshot
    /// Beginning a write transaction.
    case beginWrite
    /// Reading one value.
    case get
    /// Iterating over a range of keys.
    case scan
    /// Counting the pairs of a table.
    case count
    /// Storing a value.
    case put
    /// Removing a value.
    case delete
    /// Emptying a table.
    case removeAll
    /// Committing a write transaction.
    case commit
    /// Forcing buffered commits to disk.
    case sync
    /// Measuring the store.
    case statistics
  }

  /// What went wrong.
  public let code: Code
  /// What was being done.
  public let operation: Operation
  /// The table concerned, where there is one.
  public let table: Table?
  /// The data directory, where there is one.
  public let location: String?
  /// Numbers and causes for the reader; may be empty.
  public let detail: String

  /// A fault with its context.
  public init(
    _ code: Code, during operation: Operation, table: Table? = nil, location: String? = nil, detail: String = ""
  ) {
    self.code = code
    self.operation = operation
    self.table = table
    self.location = location
    self.detail = detail
  }

  /// For example `storage commit failed (diskFull): No space left on device; data directory ./data`.
  public var description: String {
    var text = "storage \(operation.rawValue) failed (\(code.rawValue))"
    if let table { text += " in table \(table.name)" }
    if !detail.isEmpty { text += ": \(detail)" }
    if let location { text += "; data directory \(location)" }
    return text
  }
}

/// An error family that can carry a storage fault, so that closures given to a store may throw it.
public protocol StorageFaultConvertible: Error {
  /// Wraps a fault of the store.
  init(_ fault: StorageFault)
}

extension StorageFault: StorageFaultConvertible {
  /// The fault itself.
  public init(_ fault: StorageFault) { self = fault }
}
