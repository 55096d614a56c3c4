internal import CLMDB
internal import Glibc

/// The write transaction of an LMDB store.
///
/// LMDB locks its writer mutex for the thread that begins, so everything up to the end must happen there.
final class LMDBWriter: KeyValueWriter {
  private var transaction: LMDBTransaction?  // nil once it is over, so that the writer does not keep the store open
  private var state = WriteTransactionState()

  init(_ environment: LMDBEnvironment) throws(StorageFault) {
    try environment.gate.enter(location: environment.location)
    var begun: OpaquePointer?
    do throws(StorageFault) {
      try environment.checkUsable(.beginWrite)
      let status = mdb_txn_begin(environment.handle, nil, 0, &begun)
      guard status == MDB_SUCCESS else {
        throw LMDBFault.make(status, during: .beginWrite, location: environment.location)
      }
    } catch {
      environment.gate.leave()
      throw error
    }
    guard let handle = begun else {
      environment.gate.leave()
      throw StorageFault(.engine, during: .beginWrite, location: environment.location, detail: "no transaction")
    }
    transaction = LMDBTransaction(environment: environment, handle: handle)
  }

  deinit { abort() }

  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault) {
    let transaction = try current(.get, table)
    state.beginRead()
    defer { state.endRead() }
    try transaction.read(table, key, body)
  }

  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault) {
    let transaction = try current(.scan, table)
    state.beginRead()
    defer { state.endRead() }
    try transaction.scan(table, range, reverse: reverse, body)
  }

  func count(of table: Table) throws(StorageFault) -> Int {
    try current(.count, table).count(of: table, for: .count)
  }

  func put(
    _ table: Table, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) throws(StorageFault) {
    let transaction = try currentForChange(.put, table, key)
    try StorageLimits.check(valueLength: value.count, in: table, for: .put)
    var value = MDB_val(value)
    try put(transaction, table, key, &value, flags: 0)
  }

  func put(
    _ table: Table, key: UnsafeRawBufferPointer, size: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(StorageFault) {
    let transaction = try currentForChange(.put, table, key)
    try StorageLimits.check(valueLength: size, in: table, for: .put)
    var value = MDB_val(mv_size: size, mv_data: nil)
    try put(transaction, table, key, &value, flags: MDB_RESERVE)
    let buffer = UnsafeMutableRawBufferPointer(start: value.mv_data, count: size)
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
    state.beginRead()
    defer { state.endRead() }
    fill(buffer)
  }

  func delete(_ table: Table, key: UnsafeRawBufferPointer) throws(StorageFault) -> Bool {
    let transaction = try currentForChange(.delete, table, key)
    let database = try transaction.environment.database(table, for: .delete)
    var key = MDB_val(key)
    let status = mdb_del(transaction.handle, database, &key, nil)
    if status == MDB_NOTFOUND { return false }
    try transaction.verify(status, .delete, table)
    return true
  }

  func removeAll(in table: Table) throws(StorageFault) {
    try state.checkChange(.removeAll, table)
    let transaction = try current(.removeAll, table)
    let database = try transaction.environment.database(table, for: .removeAll)
    try transaction.verify(mdb_drop(transaction.handle, database, 0), .removeAll, table)
  }

  func commit(_ durability: Durability) throws(StorageFault) {
    try state.checkChange(.commit, nil)
    guard state.finish(), let transaction else { return }
    self.transaction = nil
    let environment = transaction.environment
    defer { environment.gate.leave() }
    let status = mdb_txn_commit(transaction.handle)
    guard status == MDB_SUCCESS else { throw Self.failure(ofCommit: status, environment) }
    if durability == .synced { try environment.sync(.commit) }
  }

  func abort() {
    guard state.finish(), let transaction else { return }
    self.transaction = nil
    let environment = transaction.environment
    if state.thread.isCurrent {
      mdb_txn_abort(transaction.handle)
    } else {
      environment.fail(WriteTransactionState.abandoned(location: environment.location))
      environment.leak()
    }
    environment.gate.leave()
  }

  private func put(
    _ transaction: LMDBTransaction, _ table: Table, _ key: UnsafeRawBufferPointer, _ value: inout MDB_val, flags: Int32
  ) throws(StorageFault) {
    let database = try transaction.environment.database(table, for: .put)
    var key = MDB_val(key)
    try transaction.verify(mdb_put(transaction.handle, database, &key, &value, UInt32(flags)), .put, table)
  }

  private func current(_ operation: StorageFault.Operation, _ table: Table) throws(StorageFault) -> LMDBTransaction {
    try state.checkRead(operation, table)
    guard let transaction else { throw StorageFault(.finished, during: operation, table: table) }
    return transaction
  }

  private func currentForChange(
    _ operation: StorageFault.Operation, _ table: Table, _ key: UnsafeRawBufferPointer
  ) throws(StorageFault) -> LMDBTransaction {
    try state.checkChange(operation, table)
    try StorageLimits.check(key: key, in: table, for: operation)
    return try current(operation, table)
  }

  /// After a full disk the file's root is untouched and the store may be used on; after a device error it may not.
  private static func failure(ofCommit status: Int32, _ environment: LMDBEnvironment) -> StorageFault {
    let fault = LMDBFault.make(status, during: .commit, location: environment.location)
    if fault.code == .inputOutput || fault.code == .failedEarlier { environment.fail(fault) }
    return fault
  }
}
