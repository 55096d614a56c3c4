import ChainTypes
import Primitives
import Storage
import TestSupport
import Testing

@testable import Chain

@Suite("The integrity check")
struct BlockIntegrityTests {
  static let chain = SyntheticChain(blocks: 84, actionsPerBlock: 1...2, seed: 5)

  @Test("finds nothing wrong in a sound store", arguments: [0, 1, 7, 8, 9, 84])
  func sound(blocks: Int) throws {
    let fixture = try BlockStoreFixture()
    try fixture.append(Self.chain.entries.prefix(blocks))
    let report = try fixture.check()
    #expect(report.isSound, "\(report.findings)")
    #expect(report.blocks == UInt64(blocks))
    #expect(report.actions == UInt64(Self.chain.entries.prefix(blocks).reduce(0) { $0 + $1.block.actions.count }))
  }

  @Test("finds nothing wrong where the limit prevented merging", arguments: [0, 3000])
  func soundUnmerged(limit: Int) throws {
    #expect(try BlockStoreFixture(Self.chain, mergeLimit: limit).check().isSound)
  }

  @Test("reports progress up to the tip")
  func progress() throws {
    var seen: [UInt64] = []
    _ = try BlockStoreFixture(Self.chain).reader().integrityCheck { done, total in
      seen.append(done)
      #expect(total == 84)
    }
    #expect(seen == Array(1...84))
  }

  @Test("finds every record that was removed", arguments: BlockTables.all)
  func removedRecord(table: Table) throws {
    let fixture = try BlockStoreFixture(Self.chain)
    let entries = try fixture.store.snapshot().entries(in: table)
    for entry in [entries[0], entries[entries.count / 2], entries[entries.count - 1]] {
      try fixture.store.write(.buffered) { try $0.delete(table, entry.key) }
      let findings = try fixture.check().findings
      let expected = table == BlockTables.tip ? BlockTables.headers : table
      #expect(findings.contains { $0.table == expected }, "\(entry.key): \(findings)")
      try fixture.store.write(.buffered) { try $0.put(table, entry.key, entry.value) }
    }
  }

  @Test("finds every byte that was changed in an index", arguments: [BlockTables.runs, BlockTables.summaries, BlockTables.tip])
  func changedIndex(table: Table) throws {
    let fixture = try BlockStoreFixture(Self.chain)
    let entries = try fixture.store.snapshot().entries(in: table)
    var random = SeededGenerator(seed: 11)
    for _ in 0..<25 {
      let entry = entries[Int.random(in: 0..<entries.count, using: &random)]
      var value = entry.value
      value[Int.random(in: 0..<value.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try fixture.store.write(.buffered) { try $0.put(table, entry.key, value) }
      let report = try fixture.check()
      #expect(report.findings.contains { $0.table == table }, "\(report.findings)")
      try fixture.store.write(.buffered) { try $0.put(table, entry.key, entry.value) }
    }
    #expect(try fixture.check().isSound)
  }

  @Test("finds every byte that was changed in a block", arguments: [BlockTables.headers, BlockTables.bodies, BlockTables.receipts])
  func changedBlock(table: Table) throws {
    let fixture = try BlockStoreFixture(Self.chain)
    var random = SeededGenerator(seed: 12)
    for _ in 0..<15 {
      let height = UInt64.random(in: 1...84, using: &random)
      guard let value = try fixture.store.snapshot().get(table, heightKey(height)), !value.isEmpty else { continue }
      var changed = value
      changed[Int.random(in: 0..<value.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try fixture.store.write(.buffered) { try $0.put(table, heightKey(height), changed) }
      let findings = try fixture.check().findings
      #expect(findings.contains { [height, height + 1].contains($0.height) }, "\(height): \(findings)")
      try fixture.store.write(.buffered) { try $0.put(table, heightKey(height), value) }
    }
  }

  @Test("finds records that belong to no block", arguments: BlockTables.all)
  func superfluousRecord(table: Table) throws {
    let fixture = try BlockStoreFixture(Self.chain)
    let key: [UInt8] =
      switch table {
      case BlockTables.tip: [1]
      case BlockTables.heights: [UInt8](repeating: 9, count: 32)
      default: heightKey(85)
      }
    let value = try fixture.store.snapshot().entries(in: table, reverse: true, limit: 1)[0].value
    try fixture.store.write(.buffered) { try $0.put(table, key, value) }
    let report = try fixture.check()
    #expect(!report.isSound)
    #expect(report.findings.allSatisfy { $0.table == table })
  }

  @Test("finds runs that were not merged")
  func unmergedRuns() throws {
    let fixture = try BlockStoreFixture()
    let unmerged = try BlockStoreFixture(Self.chain, mergeLimit: 0)
    try fixture.store.write(.buffered) { writer in
      for (table, pairs) in try unmerged.content() {
        for (key, value) in pairs { try writer.put(table, key, value) }
      }
    }
    let findings = try fixture.check().findings
    #expect(findings.count == 10)
    #expect(findings.allSatisfy { $0.table == BlockTables.runs && $0.detail.contains("not merged") })
  }

  @Test("finds receipts that belong to other actions")
  func foreignReceipt() throws {
    var chain = SyntheticChain(blocks: 0)
    chain.extend(by: 2)
    let receipt = Receipt(status: 1, blockHeight: 3, actionHash: .zero, gasConsumed: 1, contractAddress: "")
    let header = chain.entries[0].block.header
    let block = Block(
      header: BlockHeader(
        height: 1, timestamp: header.timestamp, previousHash: .zero, txRoot: header.txRoot, deltaStateDigest: .zero,
        receiptRoot: ReceiptList([receipt]).root, producer: header.producer, signature: []),
      actions: chain.entries[0].block.actions)
    let fixture = try BlockStoreFixture()
    try fixture.append([.init(block: block, receipts: [receipt])])
    let findings = try fixture.check().findings
    #expect(findings.count == 2)
    #expect(findings.allSatisfy { $0.table == BlockTables.receipts && $0.height == 1 })
  }

  @Test("keeps no more findings than asked for, and counts the others")
  func limitedFindings() throws {
    let fixture = try BlockStoreFixture(Self.chain)
    try fixture.store.write(.buffered) { try $0.removeAll(in: BlockTables.receipts) }
    let report = try fixture.reader().integrityCheck(maximumFindings: 3)
    #expect(report.findings.count == 3)
    #expect(report.omittedFindings == 81)
  }

  @Test("finds the damage of a torn commit wherever it was torn")
  func tornCommit() throws {
    let whole = FaultInjectingStore(try MemoryStore(tables: BlockTables.all))
    let entries = Array(Self.chain.entries.prefix(16))
    let changes = 9
    for kept in 1..<changes {
      let store = FaultInjectingStore(
        try MemoryStore(tables: BlockTables.all),
        plan: FaultPlan(steps: [.init(.tornCommit(keeping: kept), at: 16, of: .commit)]))
      #expect(throws: StorageFault.self) { try appendEach(entries, to: store) }
      try store.restart(plan: FaultPlan.none)
      let report = try BlockReader(try store.snapshot()).integrityCheck()
      #expect(!report.isSound, "\(kept) changes kept")
    }
    try appendEach(entries, to: whole)
    #expect(try BlockReader(try whole.snapshot()).integrityCheck().isSound)
  }

  @Test("finds a crash at any operation harmless")
  func crashAnywhere() throws {
    let entries = Array(Self.chain.entries.prefix(9))
    let whole = FaultInjectingStore(try MemoryStore(tables: BlockTables.all))
    try appendEach(entries, to: whole)
    for operation in stride(from: 1, through: whole.operationCount, by: 5) {
      let store = FaultInjectingStore(
        try MemoryStore(tables: BlockTables.all),
        plan: FaultPlan(steps: [.init(.crash, at: operation)], unsyncedCommits: .vanish))
      #expect(throws: (any Error).self) { try appendEach(entries, to: store) }
      try store.restart(plan: FaultPlan.none)
      let reader = BlockReader(try store.snapshot())
      #expect(try reader.integrityCheck().isSound)
      try appendEach(entries.dropFirst(Int(try reader.tip()?.height ?? 0)), to: store)
      #expect(try BlockReader(try store.snapshot()).tip() == BlockReader(try whole.snapshot()).tip())
    }
  }

  private func appendEach(_ entries: some Sequence<SyntheticChain.Entry>, to store: any KeyValueStore) throws {
    for entry in entries {
      try store.write(.synced) { try BlockWriter($0).append(entry.block, receipts: entry.receipts) }
    }
  }
}
