/// A snapshot of a store in memory.
final class MemoryReader: KeyValueReader {
  private let lease: MemoryLease
  private let content: [SortedBytes]

  init(_ lease: MemoryLease) {
    self.lease = lease
    content = lease.committed()
  }

  func read(
    _ table: Table, _ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void
  ) throws(StorageFault) {
    let index = try lease.directory.required(table, for: .get)
    try StorageLimits.check(key: key, in: table, for: .get)
    content[index].read(key, body)
  }

  func scan(
    _ table: Table, _ range: KeyRange, reverse: Bool,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) throws(StorageFault) {
    content[try lease.directory.required(table, for: .scan)].scan(range, reverse: reverse, body)
  }

  func count(of table: Table) throws(StorageFault) -> Int {
    content[try lease.directory.required(table, for: .count)].count
  }
}
