import ChainTypes
import Storage

@testable import Chain

/// A store in memory with blocks, and ways to fill, copy and damage it.
struct BlockStoreFixture {
  let store: any KeyValueStore
  let mergeLimit: Int

  init(mergeLimit: Int = ActivityRun.mergeLimit) throws {
    store = try MemoryStore(tables: BlockTables.all)
    self.mergeLimit = mergeLimit
  }

  /// A store with all blocks of a chain.
  init(_ chain: SyntheticChain, mergeLimit: Int = ActivityRun.mergeLimit) throws {
    try self.init(mergeLimit: mergeLimit)
    try append(chain.entries)
  }

  func append(_ entries: some Sequence<SyntheticChain.Entry>) throws {
    try store.write(.buffered) { writer in
      for entry in entries {
        try BlockWriter(writer, mergeLimit: mergeLimit).append(entry.block, receipts: entry.receipts)
      }
    }
  }

  func removeTip() throws {
    try store.write(.buffered) { try BlockWriter($0, mergeLimit: mergeLimit).removeTip() }
  }

  func reader() throws -> BlockReader { BlockReader(try store.snapshot()) }

  func check() throws -> IntegrityReport {
    var check = BlockIntegrityCheck(try reader(), maximumFindings: 100, mergeLimit: mergeLimit)
    try check.run { _, _ in }
    return check.report
  }

  /// Every pair of every table.
  func content() throws -> [Table: [[UInt8]: [UInt8]]] {
    let reader = try store.snapshot()
    var content: [Table: [[UInt8]: [UInt8]]] = [:]
    for table in BlockTables.all {
      content[table] = Dictionary(uniqueKeysWithValues: try reader.entries(in: table).map { ($0.key, $0.value) })
    }
    return content
  }

  func runs() throws -> [(level: Int, firstHeight: UInt64)] {
    var runs: [(level: Int, firstHeight: UInt64)] = []
    try reader().forEachRun { (run) throws(StoreError) in
      runs.append((run.level, run.firstHeight))
      return true
    }
    return runs
  }
}

/// The key of a height.
func heightKey(_ height: UInt64) -> [UInt8] { withUnsafeBytes(of: height.bigEndian) { [UInt8]($0) } }
