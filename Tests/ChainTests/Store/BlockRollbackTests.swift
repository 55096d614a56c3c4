import Storage
import Testing

@testable import Chain

@Suite("Removing blocks")
struct BlockRollbackTests {
  @Test("takes back exactly what appending them did", arguments: [ActivityRun.mergeLimit, 0, 3000])
  func exactInverse(limit: Int) throws {
    let chain = SyntheticChain(blocks: 137, actionsPerBlock: 0...3, seed: 7)
    let fixture = try BlockStoreFixture(mergeLimit: limit)
    var contents = [try fixture.content()]
    for entry in chain.entries {
      try fixture.append([entry])
      contents.append(try fixture.content())
    }
    for height in stride(from: 136, through: 0, by: -1) {
      try fixture.removeTip()
      #expect(try fixture.content() == contents[height], "after going back to \(height)")
    }
  }

  @Test("and appending others gives what these alone would have given")
  func otherBranch() throws {
    let fixture = try BlockStoreFixture(SyntheticChain(blocks: 70, seed: 3))
    for _ in 0..<70 { try fixture.removeTip() }
    let other = SyntheticChain(blocks: 66, seed: 4)
    try fixture.append(other.entries)
    #expect(try fixture.content() == BlockStoreFixture(other).content())
  }

  @Test("is refused when there is none")
  func empty() throws {
    let fixture = try BlockStoreFixture()
    #expect(throws: StoreError.empty) { try fixture.removeTip() }
  }

  @Test("says which record was missing", arguments: BlockTables.all.filter { $0 != BlockTables.tip })
  func missingRecord(table: Table) throws {
    let fixture = try BlockStoreFixture(SyntheticChain(blocks: 9))
    try fixture.store.write(.buffered) { try $0.removeAll(in: table) }
    let error = #expect(throws: StoreError.self) { try fixture.removeTip() }
    guard case .corruption(let corruption) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(corruption.code == .missing && corruption.table == table)
  }
}
