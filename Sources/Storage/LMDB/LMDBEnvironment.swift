internal import CLMDB
internal import Glibc
internal import Synchronization

/// An open LMDB environment: map, lock and table handles. Lives as long as any store, snapshot or writer needs it.
///
/// Opened with MDB_NOTLS (a snapshot belongs to its object, not to a thread) and MDB_NOMETASYNC (a commit syncs data
/// pages; the page that names the root is synced by the next commit or by `sync`). In that mode the newest root whose
/// page is surely on disk is at most one commit old, and LMDB never reuses pages which that root still reaches, so a
/// power failure at any moment leaves that root or a newer one, whole. MDB_WRITEMAP is not used: a stray write into
/// the map would be a trap rather than silent corruption.
///
/// `@unchecked Sendable`: `handle` and `databases` never change after `init`; LMDB's environment calls used here are
/// thread-safe; `failure` is behind a mutex.
final class LMDBEnvironment: @unchecked Sendable {
  let location: String
  let handle: OpaquePointer
  let directory: TableDirectory
  let gate = WriterGate()
  private let databases: [MDB_dbi]
  private let lock: DirectoryLock
  private let failure = Mutex<StorageFault?>(nil)

  /// Creates the directory and the store when they do not exist.
  init(
    location: String, tables: [Table], schema: SchemaVersion, configuration: LMDBStore.Configuration
  ) throws(StorageFault) {
    try configuration.validate()
    let directory = try TableDirectory(tables, location: location)
    try DirectoryLock.createDirectory(location)
    let lock = try DirectoryLock(directory: location)
    let handle = try Self.openHandle(location, tableCount: tables.count, configuration)
    do throws(StorageFault) {
      try Self.completeFile(handle, location)
      databases = try Self.openDatabases(handle, tables, schema, location)
    } catch {
      mdb_env_close(handle)
      throw error
    }
    self.location = location
    self.handle = handle
    self.directory = directory
    self.lock = lock
  }

  deinit { mdb_env_close(handle) }

  /// LMDB's handle of a table.
  @inline(__always)
  func database(_ table: Table, for operation: StorageFault.Operation) throws(StorageFault) -> MDB_dbi {
    databases[try directory.required(table, for: operation)]
  }

  /// Marks the store as failed: what is on disk is unknown until it is opened again. The first failure stays.
  func fail(_ fault: StorageFault) {
    failure.withLock { if $0 == nil { $0 = fault } }
  }

  /// Keeps the environment open until the process ends, with its directory locked.
  ///
  /// A transaction that was abandoned on another thread leaves LMDB's writer mutex locked, and so in the owner
  /// thread's list of held mutexes: unmapping it would make that thread's next mutex call crash.
  func leak() {
    _ = Unmanaged.passRetained(self)
  }

  /// Throws `.failedEarlier` once `fail` has been called.
  func checkUsable(_ operation: StorageFault.Operation) throws(StorageFault) {
    if let fault = failure.withLock({ $0 }) {
      throw StorageFault(.failedEarlier, during: operation, location: location, detail: fault.description)
    }
  }

  /// Makes everything committed so far survive a power failure.
  func sync(_ operation: StorageFault.Operation) throws(StorageFault) {
    let status = mdb_env_sync(handle, 1)
    guard status == MDB_SUCCESS else {
      // After a failed sync the kernel may have dropped the pages: a later one could succeed without them.
      let fault = LMDBFault.make(status, during: operation, location: location)
      fail(fault)
      throw fault
    }
  }
}

extension LMDBEnvironment {
  private static func openHandle(
    _ location: String, tableCount: Int, _ configuration: LMDBStore.Configuration
  ) throws(StorageFault) -> OpaquePointer {
    var created: OpaquePointer?
    var status = mdb_env_create(&created)
    guard status == MDB_SUCCESS, let handle = created else {
      throw LMDBFault.make(status, during: .open, location: location)
    }
    status = mdb_env_set_mapsize(handle, configuration.mapSize)
    if status == MDB_SUCCESS { status = mdb_env_set_maxreaders(handle, UInt32(configuration.maximumReaders)) }
    if status == MDB_SUCCESS { status = mdb_env_set_maxdbs(handle, UInt32(tableCount + 1)) }
    if status == MDB_SUCCESS {
      let flags = MDB_NOTLS | MDB_NOMETASYNC | (configuration.readsAhead ? 0 : MDB_NORDAHEAD)
      status = mdb_env_open(handle, location, UInt32(flags), 0o644)
    }
    guard status == MDB_SUCCESS else {
      mdb_env_close(handle)
      throw LMDBFault.make(status, during: .open, location: location)
    }
    return handle
  }

  /// Makes sure that no page of the data file lies beyond its end: reading it would kill the process (SIGBUS).
  ///
  /// A sound file may end before its last page: LMDB does not write pages that a transaction took at the end and gave back.
  /// Such a file is extended with a hole. One whose root is not there was cut off and is refused.
  private static func completeFile(_ handle: OpaquePointer, _ location: String) throws(StorageFault) {
    var info = MDB_envinfo()
    var main = MDB_stat()
    var entry = stat()
    let path = location + "/data.mdb"
    guard mdb_env_info(handle, &info) == MDB_SUCCESS, mdb_env_stat(handle, &main) == MDB_SUCCESS, stat(path, &entry) == 0 else { return }
    let pageSize = Int(main.ms_psize)
    let (needed, overflow) = (info.me_last_pgno &+ 1).multipliedReportingOverflow(by: pageSize)
    if !overflow && Int(entry.st_size) >= needed { return }
    let root = rootPage(in: path, transaction: info.me_last_txnid, pageSize: pageSize)
    guard !overflow, let root, root == .max || root < UInt64(Int(entry.st_size) / pageSize) else {
      throw StorageFault(
        .corrupted, during: .open, location: location,
        detail: "the data file has \(entry.st_size) bytes and should have up to \(needed): it was cut off")
    }
    guard truncate(path, needed) == 0 else {
      throw StorageFault(
        .inputOutput, during: .open, location: location, detail: "the data file cannot be extended: \(String(cString: strerror(errno)))")
    }
  }

  /// The page of the main tree's root, from the meta page of a transaction (`MDB_meta` in LMDB's mdb.c): `UInt64.max` for an
  /// empty tree, nil when it cannot be read.
  private static func rootPage(in path: String, transaction: Int, pageSize: Int) -> UInt64? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Behind the page's header of 16 bytes: magic, version, address, map size, the tree of free pages (48 bytes), and in the
    // main tree's 48 bytes the root last.
    let offset = 16 + 24 + 48 + 40
    var root: UInt64 = 0
    guard pread(descriptor, &root, 8, off_t((transaction & 1) * pageSize + offset)) == 8 else { return nil }
    return root
  }

  /// Checks or writes the schema record and opens the tables, creating missing ones, in one transaction.
  private static func openDatabases(
    _ handle: OpaquePointer, _ tables: [Table], _ schema: SchemaVersion, _ location: String
  ) throws(StorageFault) -> [MDB_dbi] {
    var begun: OpaquePointer?
    var status = mdb_txn_begin(handle, nil, 0, &begun)
    guard status == MDB_SUCCESS, let transaction = begun else {
      throw LMDBFault.make(status, during: .open, location: location)
    }
    var databases: [MDB_dbi] = []
    do throws(StorageFault) {
      try checkSchema(transaction, schema, location)
      for table in tables {
        var database: MDB_dbi = 0
        status = mdb_dbi_open(transaction, table.name, UInt32(MDB_CREATE), &database)
        guard status == MDB_SUCCESS else {
          throw LMDBFault.make(status, during: .open, table: table, location: location)
        }
        databases.append(database)
      }
    } catch {
      mdb_txn_abort(transaction)
      throw error
    }
    status = mdb_txn_commit(transaction)
    if status == MDB_SUCCESS { status = mdb_env_sync(handle, 1) }
    guard status == MDB_SUCCESS else { throw LMDBFault.make(status, during: .open, location: location) }
    return databases
  }

  private static func checkSchema(
    _ transaction: OpaquePointer, _ schema: SchemaVersion, _ location: String
  ) throws(StorageFault) {
    var database: MDB_dbi = 0
    var status = mdb_dbi_open(transaction, Table.reserved.name, 0, &database)
    let isNew = status == MDB_NOTFOUND
    if isNew {
      guard try isEmpty(transaction, location) else {
        throw StorageFault(
          .corrupted, during: .open, location: location, detail: "there is a database, but it has no schema record")
      }
      status = mdb_dbi_open(transaction, Table.reserved.name, UInt32(MDB_CREATE), &database)
    }
    guard status == MDB_SUCCESS else { throw LMDBFault.make(status, during: .open, location: location) }
    var found: [UInt8]?
    status = SchemaVersion.key.withUnsafeBytes { key in
      schema.record.withUnsafeBytes { record in
        var key = MDB_val(key)
        var value = MDB_val(record)
        if isNew { return mdb_put(transaction, database, &key, &value, 0) }
        let status = mdb_get(transaction, database, &key, &value)
        if status == MDB_SUCCESS { found = copy(of: UnsafeRawBufferPointer(value)) }
        return status == MDB_NOTFOUND ? MDB_SUCCESS : status
      }
    }
    guard status == MDB_SUCCESS else { throw LMDBFault.make(status, during: .open, location: location) }
    guard !isNew else { return }
    guard let found, let version = SchemaVersion(record: found) else {
      throw StorageFault(.corrupted, during: .open, location: location, detail: "the schema record is missing or unreadable")
    }
    try schema.check(found: version, location: location)
  }

  private static func isEmpty(_ transaction: OpaquePointer, _ location: String) throws(StorageFault) -> Bool {
    var main: MDB_dbi = 0
    var statistics = MDB_stat()
    var status = mdb_dbi_open(transaction, nil, 0, &main)
    if status == MDB_SUCCESS { status = mdb_stat(transaction, main, &statistics) }
    guard status == MDB_SUCCESS else { throw LMDBFault.make(status, during: .open, location: location) }
    return statistics.ms_entries == 0
  }
}

extension MDB_val {
  /// LMDB's view of bytes that it will only read.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes that LMDB points at.
  init(_ value: MDB_val) {
    self.init(start: value.mv_data, count: value.mv_size)
  }
}
