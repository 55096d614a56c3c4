internal import CLMDB

/// A snapshot of an LMDB store; frees its reader slot when released, on whatever thread that happens.
final class LMDBReader: KeyValueReader {
  private let transaction: LMDBTransaction

  init(_ environment: LMDBEnvironment) throws(StorageFault) {
    var begun: OpaquePointer?
    let status = mdb_txn_begin(environment.handle, nil, UInt32(MDB_RDONLY), &begun)
    guard status == MDB_SUCCESS, let handle = begun else {
      throw LMDBFault.make(status, during: .snapshot, location: environment.location)
    }
    transaction = LMDBTransaction(environment: environment, handle: handle)
  }

  deinit { mdb_txn_abort(transaction.handle) }

  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault) {
    try transaction.read(table, key, body)
  }

  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault) {
    try transaction.scan(table, range, reverse: reverse, body)
  }

  func count(of table: Table) throws(StorageFault) -> Int {
    try transaction.count(of: table, for: .count)
  }

  /// Pages of a table, in bytes, and its entries.
  func size(of table: Table) throws(StorageFault) -> StoreStatistics.TableSize {
    let statistics = try transaction.statistics(of: table, for: .statistics)
    let pages = statistics.ms_branch_pages + statistics.ms_leaf_pages + statistics.ms_overflow_pages
    return .init(table: table, entries: statistics.ms_entries, bytes: pages * Int(statistics.ms_psize))
  }
}
