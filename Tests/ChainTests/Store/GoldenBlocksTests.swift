import ChainTypes
import Primitives
import Storage
import TestSupport
import Testing

@testable import Chain

@Suite("Recorded chains in the block store")
struct GoldenBlocksTests {
  @Test("come back byte for byte with sound indexes", arguments: ["poll", "votes", "cluster", "contracts"])
  func roundTrip(name: String) throws {
    let chain = try #require(GoldenData.chain(name))
    let blocks = try chain.blocks()
    let receipts = try chain.receipts()
    let summaries = try chain.blockSummaries()
    let store = try MemoryStore(tables: BlockTables.all)
    var actionCount = 0
    try store.write(.synced) { writer in
      for (block, list) in zip(blocks, receipts) {
        let block = try Block(decoding: block)
        actionCount += block.actions.count
        try BlockWriter(writer).append(block, receipts: try ReceiptList(decoding: list).receipts)
      }
    }
    let reader = BlockReader(try store.snapshot())
    #expect(try reader.tip()?.height == UInt64(blocks.count))
    #expect(try reader.tip()?.actionCount == UInt64(actionCount))
    for (index, expected) in summaries.array.enumerated() {
      let height = UInt64(index + 1)
      #expect(try reader.encodedBlock(at: height) == blocks[index])
      #expect(try reader.encodedReceipts(at: height) == receipts[index])
      #expect(try reader.hash(at: height)?.hex == expected["hash"].string)
      #expect(try reader.summary(at: height)?.actionCount == expected["numActions"].int)
      for hash in expected["actions"].array.suffix(1) {
        let location = try #require(Hash256(hex: hash.string ?? "").flatMap { try reader.location(ofAction: $0) })
        #expect(location.height == height)
      }
    }
    let report = try reader.integrityCheck()
    #expect(report.isSound, "\(report.findings)")
  }
}
