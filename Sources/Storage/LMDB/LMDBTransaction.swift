internal import CLMDB

/// Reading from an LMDB transaction, for snapshots and write transactions alike.
struct LMDBTransaction {
  let environment: LMDBEnvironment
  let handle: OpaquePointer

  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault) {
    let database = try environment.database(table, for: .get)
    try StorageLimits.check(key: key, in: table, for: .get)
    var key = MDB_val(key)
    var value = MDB_val()
    let status = mdb_get(handle, database, &key, &value)
    if status == MDB_SUCCESS {
      body(UnsafeRawBufferPointer(value))
    } else if status == MDB_NOTFOUND {
      body(nil)
    } else {
      throw LMDBFault.make(status, during: .get, table: table, location: environment.location)
    }
  }

  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault) {
    let database = try environment.database(table, for: .scan)
    var opened: OpaquePointer?
    var status = mdb_cursor_open(handle, database, &opened)
    guard status == MDB_SUCCESS, let cursor = opened else {
      throw LMDBFault.make(status, during: .scan, table: table, location: environment.location)
    }
    defer { mdb_cursor_close(cursor) }
    var key = MDB_val()
    var value = MDB_val()
    status = reverse ? last(range, cursor, &key, &value) : first(range, cursor, &key, &value)
    while status == MDB_SUCCESS {
      let found = UnsafeRawBufferPointer(key)
      guard reverse ? range.isAtOrAboveLower(found) : range.isBelowUpper(found) else { return }
      guard body(found, UnsafeRawBufferPointer(value)) else { return }
      status = mdb_cursor_get(cursor, &key, &value, reverse ? MDB_PREV : MDB_NEXT)
    }
    if status != MDB_NOTFOUND { try verify(status, .scan, table) }
  }

  /// Throws the fault for a status other than success.
  func verify(_ status: Int32, _ operation: StorageFault.Operation, _ table: Table) throws(StorageFault) {
    guard status == MDB_SUCCESS else {
      throw LMDBFault.make(status, during: operation, table: table, location: environment.location)
    }
  }

  func count(of table: Table, for operation: StorageFault.Operation) throws(StorageFault) -> Int {
    try statistics(of: table, for: operation).ms_entries
  }

  func statistics(of table: Table, for operation: StorageFault.Operation) throws(StorageFault) -> MDB_stat {
    var statistics = MDB_stat()
    let status = mdb_stat(handle, try environment.database(table, for: operation), &statistics)
    try verify(status, operation, table)
    return statistics
  }

  /// Places the cursor on the first key at or above the range's lower end.
  private func first(_ range: KeyRange, _ cursor: OpaquePointer, _ key: inout MDB_val, _ value: inout MDB_val) -> Int32 {
    guard !range.lower.isEmpty else { return mdb_cursor_get(cursor, &key, &value, MDB_FIRST) }
    return seek(range.lower, cursor, &key, &value)
  }

  /// Places the cursor on the last key below the range's upper end.
  private func last(_ range: KeyRange, _ cursor: OpaquePointer, _ key: inout MDB_val, _ value: inout MDB_val) -> Int32 {
    guard let upper = range.upper else { return mdb_cursor_get(cursor, &key, &value, MDB_LAST) }
    guard !upper.isEmpty else { return MDB_NOTFOUND }
    let status = seek(upper, cursor, &key, &value)
    if status == MDB_SUCCESS { return mdb_cursor_get(cursor, &key, &value, MDB_PREV) }
    if status == MDB_NOTFOUND { return mdb_cursor_get(cursor, &key, &value, MDB_LAST) }
    return status
  }

  /// Places the cursor on the first key at or above `start`. LMDB compares keys of any length here, also such as
  /// are too long to store.
  private func seek(
    _ start: [UInt8], _ cursor: OpaquePointer, _ key: inout MDB_val, _ value: inout MDB_val
  ) -> Int32 {
    start.withUnsafeBytes { bytes in
      key = MDB_val(bytes)
      return mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE)
    }
  }
}
