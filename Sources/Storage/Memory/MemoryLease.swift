internal import Synchronization

/// Exclusive use of a medium by a store, its snapshots and its writer; given back when the last of them goes.
final class MemoryLease: Sendable {
  let directory: TableDirectory
  let gate = WriterGate()
  private let medium: MemoryMedium
  /// Where the medium's content is written as well; nil for a store that lives in memory alone.
  let log: LogFile?
  private let failure = Mutex<StorageFault?>(nil)

  private init(_ medium: MemoryMedium, _ directory: TableDirectory, _ log: LogFile?) {
    self.medium = medium
    self.directory = directory
    self.log = log
  }

  deinit {
    medium.content.withLock { $0.isInUse = false }
  }

  /// Checks use and schema, and adds the tables that the medium does not have.
  static func take(
    _ medium: MemoryMedium, tables: [Table], schema: SchemaVersion, log: LogFile? = nil
  ) throws(StorageFault) -> MemoryLease {
    let directory = try TableDirectory(tables, location: log?.location)
    let refusal: StorageFault? = medium.content.withLock { content in
      if content.isInUse {
        return StorageFault(.locked, during: .open, location: "memory", detail: "the medium is in use")
      }
      do throws(StorageFault) {
        try schema.check(found: content.schema ?? schema, location: "memory")
      } catch {
        return error
      }
      content.schema = schema
      content.isInUse = true
      for table in tables where content.tables[table] == nil { content.tables[table] = SortedBytes() }
      return nil
    }
    if let refusal { throw refusal }
    return MemoryLease(medium, directory, log)
  }

  /// The last committed content of the tables, in the order of `directory.tables`.
  func committed() -> [SortedBytes] {
    medium.content.withLock { content in
      directory.tables.map { content.tables[$0] ?? SortedBytes() }
    }
  }

  /// All tables that the medium has, also those that this store was not opened with, with `tables` in place of its own.
  func everything(with tables: [SortedBytes]) -> [(table: Table, content: SortedBytes)] {
    let own = Dictionary(uniqueKeysWithValues: zip(directory.tables, tables))
    return medium.content.withLock { content in
      content.tables.map { (table: $0.key, content: own[$0.key] ?? $0.value) }.sorted { $0.table.name < $1.table.name }
    }
  }

  /// Makes the content of all tables visible at once.
  func publish(_ tables: [SortedBytes]) {
    medium.content.withLock { content in
      for (table, value) in zip(directory.tables, tables) { content.tables[table] = value }
    }
  }

  /// Marks the store as failed; the first failure stays.
  func fail(_ fault: StorageFault) {
    failure.withLock { if $0 == nil { $0 = fault } }
  }

  /// Throws `.failedEarlier` once `fail` has been called.
  func checkUsable(_ operation: StorageFault.Operation) throws(StorageFault) {
    if let fault = failure.withLock({ $0 }) {
      throw StorageFault(.failedEarlier, during: operation, location: log?.location, detail: fault.description)
    }
  }
}
