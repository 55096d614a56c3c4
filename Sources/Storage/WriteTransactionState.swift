/// What every engine's write transaction must refuse, in one place: use on another thread, after the end, or while
/// the bytes that a change would move are being looked at.
struct WriteTransactionState {
  /// The thread that began the transaction.
  let thread = ThreadIdentity()
  /// True after commit or abort.
  private(set) var isFinished = false
  /// Reads and scans whose bodies are running.
  private var readsInProgress = 0

  /// Throws `.wrongThread` or `.finished`.
  func checkRead(_ operation: StorageFault.Operation, _ table: Table) throws(StorageFault) {
    try check(operation, table)
  }

  /// Throws `.wrongThread`, `.finished` or `.changedDuringScan`.
  func checkChange(_ operation: StorageFault.Operation, _ table: Table?) throws(StorageFault) {
    try check(operation, table)
    guard readsInProgress == 0 else { throw StorageFault(.changedDuringScan, during: operation, table: table) }
  }

  /// A body that looks at bytes of the transaction begins.
  mutating func beginRead() { readsInProgress += 1 }

  /// The body ended.
  mutating func endRead() { readsInProgress -= 1 }

  /// Ends the transaction; returns false when it was over before.
  mutating func finish() -> Bool {
    defer { isFinished = true }
    return !isFinished
  }

  private func check(_ operation: StorageFault.Operation, _ table: Table?) throws(StorageFault) {
    guard thread.isCurrent else {
      throw StorageFault(
        .wrongThread, during: operation, table: table,
        detail: "a write transaction belongs to the thread that began it")
    }
    guard !isFinished else {
      throw StorageFault(.finished, during: operation, table: table, detail: "the transaction is over")
    }
  }

  /// Why a store cannot be written any more when a transaction ended elsewhere than where it began.
  static func abandoned(location: String?) -> StorageFault {
    StorageFault(
      .wrongThread, during: .beginWrite, location: location,
      detail: "a write transaction was abandoned on another thread than the one that began it")
  }
}
