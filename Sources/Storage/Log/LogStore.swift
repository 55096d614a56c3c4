internal import Synchronization

/// A small store on disk that is quick to make durable: its tables live in memory, and every commit is appended to one file.
///
/// A synced commit waits for one write of the disk, where a tree on disk waits for two. That is what a delegate's journal needs,
/// which is on disk before a vote may leave. It is not for large stores: everything is read when it opens, and now and then the
/// whole content is written again.
///
/// Files: `log` (see `LogFile`), `log.new` while one takes its place, `LOCK` (see `DirectoryLock`).
///
/// Crashes: see `Durability`. What a power failure left of the last commits is dropped when the store opens, as long as nobody
/// was told that they are on disk; anything else that cannot be read is `.corrupted`.
public final class LogStore: KeyValueStore {
  /// The data directory.
  public let location: String
  /// The tables with which the store was opened.
  public let tables: [Table]
  /// The schema version with which the store was opened.
  public let schema: SchemaVersion
  private let memory: MemoryStore
  private let log: Mutex<LogFile?>

  /// Opens the store in a directory, creating both if they do not exist. Tables that the store has and the list does not name
  /// stay untouched.
  ///
  /// - Throws: `.locked`, `.schemaOlder`, `.schemaNewer`, `.permissionDenied`, `.unusableLocation`, `.diskFull`,
  ///   `.corrupted`, `.invalidTable`, each naming the directory.
  public init(path: String, tables: [Table], schema: SchemaVersion = 1) throws(StorageFault) {
    _ = try TableDirectory(tables, location: path)
    let (log, contents) = try LogFile.open(path, schema: schema)
    let medium = MemoryMedium()
    medium.content.withLock { $0.tables = contents }
    memory = try MemoryStore(tables: tables, schema: schema, medium: medium, log: log)
    self.log = Mutex(log)
    location = path
    self.tables = tables
    self.schema = schema
  }

  /// A view of the last commit.
  public func snapshot() throws(StorageFault) -> sending any KeyValueReader { try memory.snapshot() }

  /// Begins the write transaction; waits for one on another thread.
  public func beginWrite() throws(StorageFault) -> any KeyValueWriter { try memory.beginWrite() }

  /// Makes all buffered commits survive a power failure.
  public func sync() throws(StorageFault) { try memory.sync() }

  /// Entries and bytes of the tables, and the size of the log.
  public func statistics() throws(StorageFault) -> StoreStatistics {
    var statistics = try memory.statistics()
    statistics.fileBytes = log.withLock { $0?.size ?? 0 }
    return statistics
  }

  /// Refuses further use; the directory is free once the last snapshot and writer are gone.
  public func close() {
    memory.close()
    log.withLock { $0 = nil }
  }
}
