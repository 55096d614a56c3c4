/// A write transaction that may fail, keeping its operations in order and the values that they replace, so that its
/// commit can be torn or taken back.
final class FaultInjectingWriter: KeyValueWriter {
  private enum Change {
    case put(Table, [UInt8], [UInt8])
    case delete(Table, [UInt8])
    case removeAll(Table)
  }

  private struct Place: Hashable {
    let table: Table
    let key: [UInt8]
  }

  private let store: FaultInjectingStore
  private let baseStore: any KeyValueStore
  private let base: any KeyValueWriter
  private let generation: Int
  private var changes: [Change] = []
  private var before: [FaultState.Before] = []
  private var known: Set<Place> = []
  private var isBroken = false

  init(
    _ store: FaultInjectingStore, _ baseStore: any KeyValueStore, _ base: any KeyValueWriter, _ generation: Int
  ) {
    self.store = store
    self.baseStore = baseStore
    self.base = base
    self.generation = generation
  }

  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault) {
    try perform(.get, table) { () throws(StorageFault) in try base.read(table, key, body) }
  }

  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault) {
    try perform(.scan, table) { () throws(StorageFault) in try base.scan(table, range, reverse: reverse, body) }
  }

  func count(of table: Table) throws(StorageFault) -> Int {
    try perform(.count, table) { () throws(StorageFault) in try base.count(of: table) }
  }

  func put(
    _ table: Table, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) throws(StorageFault) {
    try change(.put, table) { () throws(StorageFault) in
      try StorageLimits.check(key: key, in: table, for: .put)
      try remember(table, copy(of: key))
      try base.put(table, key: key, value: value)
      changes.append(.put(table, copy(of: key), copy(of: value)))
    }
  }

  func put(
    _ table: Table, key: UnsafeRawBufferPointer, size: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(StorageFault) {
    try change(.put, table) { () throws(StorageFault) in
      try StorageLimits.check(key: key, in: table, for: .put)
      try remember(table, copy(of: key))
      var value: [UInt8] = []
      try base.put(table, key: key, size: size) { buffer in
        fill(buffer)
        value = copy(of: UnsafeRawBufferPointer(buffer))
      }
      changes.append(.put(table, copy(of: key), value))
    }
  }

  func delete(_ table: Table, key: UnsafeRawBufferPointer) throws(StorageFault) -> Bool {
    try change(.delete, table) { () throws(StorageFault) in
      try StorageLimits.check(key: key, in: table, for: .delete)
      try remember(table, copy(of: key))
      let existed = try base.delete(table, key: key)
      changes.append(.delete(table, copy(of: key)))
      return existed
    }
  }

  func removeAll(in table: Table) throws(StorageFault) {
    try change(.removeAll, table) { () throws(StorageFault) in
      for entry in try base.entries(in: table) { try remember(table, entry.key) }
      try base.removeAll(in: table)
      changes.append(.removeAll(table))
    }
  }

  func commit(_ durability: Durability) throws(StorageFault) {
    let fault: FaultPlan.Fault?
    do throws(StorageFault) {
      guard !isBroken else { throw Self.broken(.commit, nil) }
      fault = try store.next(.commit, nil, generation)
    } catch {
      base.abort()
      throw error
    }
    switch fault {
    case nil:
      try base.commit(durability)
      store.didCommit(before, durability)
    case .crashAfterwards:
      try base.commit(durability)
      store.didCommit(before, durability)
      store.crash()
      throw FaultInjectingStore.crashed(.commit)
    case .diskFull:
      base.abort()
      throw StorageFault(.diskFull, during: .commit, detail: "injected")
    case .inputOutput:
      base.abort()
      let fault = StorageFault(.inputOutput, during: .commit, detail: "injected")
      store.fail(fault)
      throw fault
    case .crash:
      base.abort()
      store.crash()
      throw FaultInjectingStore.crashed(.commit)
    case .tornCommit(let kept):
      base.abort()
      try tear(keeping: kept)
      store.crash()
      throw FaultInjectingStore.crashed(.commit)
    }
  }

  func abort() { base.abort() }

  /// Applies the first operations of the batch alone.
  private func tear(keeping kept: Int) throws(StorageFault) {
    try baseStore.write(.synced) { (writer) throws(StorageFault) in
      for change in changes.prefix(max(0, kept)) {
        switch change {
        case .put(let table, let key, let value): try writer.put(table, key, value)
        case .delete(let table, let key): try writer.delete(table, key)
        case .removeAll(let table): try writer.removeAll(in: table)
        }
      }
    }
  }

  private func perform<R>(
    _ operation: StorageFault.Operation, _ table: Table, _ body: () throws(StorageFault) -> R
  ) throws(StorageFault) -> R {
    guard !isBroken else { throw Self.broken(operation, table) }
    do throws(StorageFault) {
      return try store.perform(operation, table, generation, body)
    } catch {
      if error.code == .crashed { base.abort() }
      throw error
    }
  }

  /// As `perform`; a device fault leaves the transaction fit only to be aborted, as it does in LMDB.
  private func change<R>(
    _ operation: StorageFault.Operation, _ table: Table, _ body: () throws(StorageFault) -> R
  ) throws(StorageFault) -> R {
    do throws(StorageFault) {
      return try perform(operation, table, body)
    } catch {
      if error.code == .diskFull || error.code == .inputOutput { isBroken = true }
      throw error
    }
  }

  /// Keeps the committed value of a key, once.
  private func remember(_ table: Table, _ key: [UInt8]) throws(StorageFault) {
    guard known.insert(Place(table: table, key: key)).inserted else { return }
    before.append(.init(table: table, key: key, value: try base.get(table, key)))
  }

  private static func broken(_ operation: StorageFault.Operation, _ table: Table?) -> StorageFault {
    StorageFault(
      .finished, during: operation, table: table, detail: "an earlier operation of this transaction failed")
  }
}
