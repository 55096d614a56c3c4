internal import Synchronization

/// A store in memory with the semantics of the one on disk: for tests, dry runs and throw-away nodes.
///
/// Snapshots are free: a table is an immutable tree and a snapshot keeps its roots. Nothing survives the process;
/// pass the same `MemoryMedium` to reopen. `.synced` and `.buffered` are the same here.
public final class MemoryStore: KeyValueStore {
  /// The tables with which the store was opened.
  public let tables: [Table]
  /// The schema version with which the store was opened.
  public let schema: SchemaVersion
  private let lease: Mutex<MemoryLease?>

  /// Opens a store on a medium, by default an empty one of its own.
  ///
  /// - Throws: `.locked`, `.schemaOlder`, `.schemaNewer`, `.invalidTable`.
  public convenience init(
    tables: [Table], schema: SchemaVersion = 1, medium: MemoryMedium = MemoryMedium()
  ) throws(StorageFault) {
    try self.init(tables: tables, schema: schema, medium: medium, log: nil)
  }

  /// Opens a store whose commits go to a log as well.
  init(tables: [Table], schema: SchemaVersion, medium: MemoryMedium, log: LogFile?) throws(StorageFault) {
    let opened = try MemoryLease.take(medium, tables: tables, schema: schema, log: log)
    lease = Mutex(opened)
    self.tables = tables
    self.schema = schema
  }

  /// A view of the last commit.
  public func snapshot() throws(StorageFault) -> sending any KeyValueReader {
    let lease = try current(.snapshot)
    try lease.checkUsable(.snapshot)
    return MemoryReader(lease)
  }

  /// Begins the write transaction; waits for one on another thread.
  public func beginWrite() throws(StorageFault) -> any KeyValueWriter {
    try MemoryWriter(try current(.beginWrite))
  }

  /// Does nothing but check that the store is usable, unless there is a log.
  public func sync() throws(StorageFault) {
    let lease = try current(.sync)
    try lease.checkUsable(.sync)
    do {
      try lease.log?.sync()
    } catch {
      lease.fail(error)
      throw error
    }
  }

  /// Entries and bytes of the tables; the file has no bytes.
  public func statistics() throws(StorageFault) -> StoreStatistics {
    let content = try current(.statistics).committed()
    return StoreStatistics(
      tables: zip(tables, content).map { .init(table: $0, entries: $1.count, bytes: $1.byteCount) },
      fileBytes: 0, capacityBytes: .max, readers: 0)
  }

  /// Refuses further use; the medium is free once the last snapshot and writer are gone.
  public func close() {
    lease.withLock { $0 = nil }
  }

  private func current(_ operation: StorageFault.Operation) throws(StorageFault) -> MemoryLease {
    guard let lease = lease.withLock({ $0 }) else { throw StorageFault(.closed, during: operation) }
    return lease
  }
}
