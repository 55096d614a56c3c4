/// A snapshot whose reads may fail.
final class FaultInjectingReader: KeyValueReader {
  private let store: FaultInjectingStore
  private let base: any KeyValueReader
  private let generation: Int

  init(_ store: FaultInjectingStore, _ base: any KeyValueReader, _ generation: Int) {
    self.store = store
    self.base = base
    self.generation = generation
  }

  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault) {
    try store.perform(.get, table, generation) { () throws(StorageFault) in try base.read(table, key, body) }
  }

  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault) {
    try store.perform(.scan, table, generation) { () throws(StorageFault) in
      try base.scan(table, range, reverse: reverse, body)
    }
  }

  func count(of table: Table) throws(StorageFault) -> Int {
    try store.perform(.count, table, generation) { () throws(StorageFault) in try base.count(of: table) }
  }
}
