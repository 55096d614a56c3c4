internal import CLMDB
internal import Glibc
internal import Synchronization

/// The store on disk: one LMDB environment in a directory of its own.
///
/// Files: `data.mdb` (everything), `lock.mdb` (LMDB's reader table), `LOCK` (see `DirectoryLock`). Not for network
/// file systems.
///
/// Space: the map reserves address space, not disk or memory; the file grows as pages are needed and freed pages are
/// reused. There is therefore no growing of the map at run time, which LMDB allows only while no transaction is alive:
/// choose `Configuration.mapSize` above the largest size the store will ever have. `.mapFull` says when that failed;
/// nothing is lost, reopen with a larger map. Space that a transaction frees can be used from the second commit after it, and
/// not while an older snapshot is alive. Pages read count as resident memory, but the system takes them back at
/// need without writing.
///
/// Crashes: see `Durability`. A process killed at any moment leaves a store that opens without repair. LMDB has no
/// checksums: a file altered by others is detected only where a structure stops making sense (`.corrupted`).
public final class LMDBStore: KeyValueStore {
  /// Settings of one store.
  public struct Configuration: Sendable, Hashable {
    /// Address space to reserve, in bytes: 1 MiB to 64 TiB, a multiple of 64 KiB. Default 1 TiB.
    public var mapSize: Int
    /// Snapshots that may be alive at once: 1 to 65,535. Default 510; each slot costs 64 bytes.
    public var maximumReaders: Int
    /// Whether the system may read neighbouring pages ahead. Default true; turn it off for a store much larger than
    /// memory that is read at random.
    public var readsAhead: Bool

    /// The settings, each with its default.
    public init(mapSize: Int = 1 << 40, maximumReaders: Int = 510, readsAhead: Bool = true) {
      self.mapSize = mapSize
      self.maximumReaders = maximumReaders
      self.readsAhead = readsAhead
    }

    /// Throws `.invalidConfiguration` naming the setting that is out of range.
    public func validate() throws(StorageFault) {
      guard (1 << 20...1 << 46).contains(mapSize), mapSize % (1 << 16) == 0 else {
        throw StorageFault(
          .invalidConfiguration, during: .open,
          detail: "map size \(mapSize): must be 1 MiB to 64 TiB and a multiple of 64 KiB")
      }
      guard (1...65_535).contains(maximumReaders) else {
        throw StorageFault(
          .invalidConfiguration, during: .open, detail: "maximum readers \(maximumReaders): must be 1 to 65535")
      }
    }
  }

  /// The data directory.
  public let location: String
  /// The tables with which the store was opened.
  public let tables: [Table]
  /// The schema version with which the store was opened.
  public let schema: SchemaVersion
  private let environment: Mutex<LMDBEnvironment?>

  /// Opens the store in a directory, creating both if they do not exist. Tables that the store does not have yet are
  /// created; tables that it has and the list does not name stay untouched.
  ///
  /// - Throws: `.locked`, `.schemaOlder`, `.schemaNewer`, `.permissionDenied`, `.unusableLocation`, `.diskFull`,
  ///   `.corrupted`, `.invalidTable`, `.invalidConfiguration`, each naming the directory.
  public init(
    path: String, tables: [Table], schema: SchemaVersion = 1, configuration: Configuration = Configuration()
  ) throws(StorageFault) {
    let environment = try LMDBEnvironment(
      location: path, tables: tables, schema: schema, configuration: configuration)
    self.environment = Mutex(environment)
    self.location = path
    self.tables = tables
    self.schema = schema
  }

  /// A view of the last commit.
  public func snapshot() throws(StorageFault) -> sending any KeyValueReader {
    let environment = try current(.snapshot)
    try environment.checkUsable(.snapshot)
    return try LMDBReader(environment)
  }

  /// Begins the write transaction; waits for one on another thread.
  public func beginWrite() throws(StorageFault) -> any KeyValueWriter {
    try LMDBWriter(try current(.beginWrite))
  }

  /// Makes all buffered commits survive a power failure.
  public func sync() throws(StorageFault) {
    let environment = try current(.sync)
    try environment.checkUsable(.sync)
    try environment.sync(.sync)
  }

  /// Sizes of the tables and of the file, at one moment.
  public func statistics() throws(StorageFault) -> StoreStatistics {
    let environment = try current(.statistics)
    let reader = try LMDBReader(environment)
    var sizes: [StoreStatistics.TableSize] = []
    for table in tables { sizes.append(try reader.size(of: table)) }
    var info = MDB_envinfo()
    let status = mdb_env_info(environment.handle, &info)
    guard status == MDB_SUCCESS else {
      throw LMDBFault.make(status, during: .statistics, location: location)
    }
    var entry = stat()
    guard stat(location + "/data.mdb", &entry) == 0 else {
      throw LMDBFault.make(errno, during: .statistics, location: location)
    }
    return StoreStatistics(
      tables: sizes, fileBytes: Int(entry.st_size), capacityBytes: info.me_mapsize,
      readers: try Self.liveReaders(environment))
  }

  /// Refuses further use; the directory is free once the last snapshot and writer are gone.
  public func close() {
    environment.withLock { $0 = nil }
  }

  private func current(_ operation: StorageFault.Operation) throws(StorageFault) -> LMDBEnvironment {
    guard let environment = environment.withLock({ $0 }) else {
      throw StorageFault(.closed, during: operation, location: location)
    }
    return environment
  }

  /// The rows of LMDB's reader table, less the one that `statistics` itself holds.
  private static func liveReaders(_ environment: LMDBEnvironment) throws(StorageFault) -> Int {
    var rows = -1  // the first line is a heading; an empty table has one line too
    let status = withUnsafeMutablePointer(to: &rows) { rows in
      mdb_reader_list(
        environment.handle,
        { _, context in
          context?.assumingMemoryBound(to: Int.self).pointee += 1
          return 0
        }, rows)
    }
    guard status >= 0 else {
      throw LMDBFault.make(status, during: .statistics, location: environment.location)
    }
    return max(0, rows - 1)
  }
}
