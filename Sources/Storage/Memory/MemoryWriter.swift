/// The write transaction of a store in memory: a private copy of the tables, published by the commit. Where the store has a
/// log, the changes are written there first.
final class MemoryWriter: KeyValueWriter {
  private var lease: MemoryLease?  // nil once it is over, so that the writer does not keep the store open
  private var content: [SortedBytes]
  private var state = WriteTransactionState()
  /// The changes, as they go to the log; nil without one.
  private var changes: LogChanges?

  init(_ lease: MemoryLease) throws(StorageFault) {
    try lease.gate.enter(location: lease.log?.location)
    do throws(StorageFault) {
      try lease.checkUsable(.beginWrite)
    } catch {
      lease.gate.leave()
      throw error
    }
    self.lease = lease
    content = lease.committed()
    changes = lease.log.map { _ in LogChanges() }
  }

  deinit { abort() }

  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault) {
    let index = try index(of: table, for: .get)
    try StorageLimits.check(key: key, in: table, for: .get)
    state.beginRead()
    defer { state.endRead() }
    content[index].read(key, body)
  }

  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault) {
    let index = try index(of: table, for: .scan)
    state.beginRead()
    defer { state.endRead() }
    content[index].scan(range, reverse: reverse, body)
  }

  func count(of table: Table) throws(StorageFault) -> Int {
    content[try index(of: table, for: .count)].count
  }

  func put(
    _ table: Table, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) throws(StorageFault) {
    let index = try prepare(.put, table, key)
    try StorageLimits.check(valueLength: value.count, in: table, for: .put)
    content[index].put(copy(of: key), copy(of: value))
    changes?.put(table, key, value)
  }

  func put(
    _ table: Table, key: UnsafeRawBufferPointer, size: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(StorageFault) {
    let index = try prepare(.put, table, key)
    try StorageLimits.check(valueLength: size, in: table, for: .put)
    var value = [UInt8](repeating: 0, count: size)
    state.beginRead()
    defer { state.endRead() }
    value.withUnsafeMutableBytes { fill($0) }
    content[index].put(copy(of: key), value)
    value.withUnsafeBytes { changes?.put(table, key, $0) }
  }

  func delete(_ table: Table, key: UnsafeRawBufferPointer) throws(StorageFault) -> Bool {
    let existed = content[try prepare(.delete, table, key)].remove(key)
    if existed { changes?.delete(table, key) }
    return existed
  }

  func removeAll(in table: Table) throws(StorageFault) {
    try state.checkChange(.removeAll, table)
    content[try index(of: table, for: .removeAll)] = SortedBytes()
    changes?.removeAll(in: table)
  }

  func commit(_ durability: Durability) throws(StorageFault) {
    try state.checkChange(.commit, nil)
    guard state.finish(), let lease else { return }
    self.lease = nil
    defer { lease.gate.leave() }
    if let changes, let log = lease.log {
      do throws(StorageFault) {
        try log.append(changes, durability, orAllOf: { lease.everything(with: content) })
      } catch {
        if error.code != .diskFull { lease.fail(error) }
        throw error
      }
    }
    lease.publish(content)
  }

  func abort() {
    guard state.finish(), let lease else { return }
    self.lease = nil
    if !state.thread.isCurrent { lease.fail(WriteTransactionState.abandoned(location: lease.log?.location)) }
    lease.gate.leave()
  }

  private func index(of table: Table, for operation: StorageFault.Operation) throws(StorageFault) -> Int {
    try state.checkRead(operation, table)
    guard let lease else { throw StorageFault(.finished, during: operation, table: table) }
    return try lease.directory.required(table, for: operation)
  }

  private func prepare(
    _ operation: StorageFault.Operation, _ table: Table, _ key: UnsafeRawBufferPointer
  ) throws(StorageFault) -> Int {
    try state.checkChange(operation, table)
    try StorageLimits.check(key: key, in: table, for: operation)
    return try index(of: table, for: operation)
  }
}
