import Chain
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import RollDPoS
import TestSupport
import Testing

@Suite struct RecordedBlocksTests {
  @Test func `there are recorded chains`() {
    #expect(GoldenChain.recordedInFull.count >= 7)
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `a recorded chain is imported up to its end, or its first action of a sub-chain`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    #expect(replay.height == replay.lastSupportedHeight, "\(replay.stop.map { "\($0)" } ?? "") \(replay.explanation)")
    let summary = try golden.summary()
    #expect(replay.chain.parameters.genesis.hash.hex == (try summary.string("genesisHash")))
    #expect(replay.blocks.count == (try summary.int("tipHeight")))
    if replay.lastSupportedHeight == UInt64(replay.blocks.count) {
      #expect(replay.stop == nil)
      #expect(replay.chain.head.hash.hex == (try summary.string("tipHash")))
    }
  }

  @Test func `the chain with sub-chains stops at block 8 with an error that says so`() async throws {
    let replay = try await #require(GoldenData.chain("votes")).replayed()
    #expect(replay.height == 7)
    guard case .rejected(let rejection) = replay.stop else {
      Issue.record("the import did not stop")
      return
    }
    #expect(rejection.height == 8)
    #expect(rejection.code == "action-unsupported")
    #expect(rejection.description.contains("sub-chains were given up"))
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `every recorded footer is valid by this client's rules too`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    #expect(replay.footers.differences.isEmpty)
    #expect(replay.footers.count >= 2 * Int(replay.height))
  }

  @Test func `the reference's nodes wrote the commit times that this client would`() async throws {
    let blocks = try #require(GoldenData.chain("cluster")).decodedBlocks()
    #expect(blocks.count == 34)
    for block in blocks {
      #expect(BlockFooter.agreedTime(of: block.footer.endorsements) == block.footer.commitTime, "block \(block.height)")
    }
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `every stored block is the recorded one`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    let blocks = try replay.chain.view().blocks
    let frames = try golden.blocks()
    var comparison = Comparison()
    for recorded in try golden.blockSummaries().array.prefix(Int(replay.height)) {
      let height = try recorded.uint64("height")
      let block = try #require(try blocks.block(at: height))
      let header = block.header
      comparison.equal(try blocks.encodedBlock(at: height), frames[Int(height) - 1], "block \(height)")
      comparison.equal(header.hash.hex, try recorded.string("hash"), "block \(height), hash")
      comparison.equal(header.previousHash.hex, try recorded.string("prevHash"), "block \(height), previous hash")
      comparison.equal(Int(header.timestamp.seconds), try recorded.int("timestamp"), "block \(height), seconds")
      comparison.equal(Int(header.timestamp.nanoseconds), try recorded.int("timestampNanos"), "block \(height), nanoseconds")
      comparison.equal(header.producer.address.bech32, try recorded.string("producer"), "block \(height), producer")
      comparison.equal(header.txRoot.hex, try recorded.string("txRoot"), "block \(height), transaction root")
      comparison.equal(block.txRoot().hex, try recorded.string("txRoot"), "block \(height), root of its actions")
      comparison.equal(header.deltaStateDigest.hex, try recorded.string("deltaStateDigest"), "block \(height), digest")
      comparison.equal(header.receiptRoot.hex, try recorded.string("receiptRoot"), "block \(height), receipt root")
      comparison.equal(block.actions.map(\.hash.hex), recorded["actions"].array.compactMap(\.string), "block \(height), actions")
      comparison.equal(block.actions.count, try recorded.int("numActions"), "block \(height), number of actions")
      comparison.equal(try blocks.receipts(at: height)?.count, try recorded.int("numReceipts"), "block \(height), number of receipts")
    }
    #expect(comparison.differences == [])
    #expect(comparison.count == 13 * Int(replay.height))
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `every block's receipts are the recorded bytes`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    let blocks = try replay.chain.view().blocks
    var comparison = Comparison()
    for (index, recorded) in try golden.receipts().prefix(Int(replay.height)).enumerated() {
      comparison.equal(try blocks.encodedReceipts(at: UInt64(index) + 1), recorded, "receipts of block \(index + 1)")
    }
    #expect(comparison.differences == [])
    #expect(comparison.count == Int(replay.height))
  }

  @Test(arguments: GoldenChain.recordedInFull)
  func `actions, receipts and logs are as many as recorded`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    guard replay.stop == nil else { return }
    let summary = try golden.summary()
    let blocks = try replay.chain.view().blocks
    let receipts = try (1...replay.height).flatMap { try blocks.receipts(at: $0) ?? [] }
    let kinds = Dictionary(grouping: replay.blocks.flatMap(\.actions)) { "\($0.envelope.payload.kind)".lowercased() }
    let recordedKinds = summary["actionTypes"].object.map { ($0.key.lowercased(), $0.value.int ?? 0) }
    #expect(kinds.mapValues(\.count) == Dictionary(uniqueKeysWithValues: recordedKinds))
    #expect(try blocks.tip()?.actionCount == (try summary.uint64("numActions")))
    let statuses = Dictionary(grouping: receipts) { "\($0.status)" }.mapValues(\.count)
    #expect(statuses == summary["receiptStatus"].object.compactMapValues(\.int))
    #expect(receipts.reduce(0) { $0 + $1.logs.count } == (try summary.int("numLogs")))
    #expect(try golden.state()["tip"]["accounts"].object.count == (try summary.int("numAccountsSeen")))
  }
}
