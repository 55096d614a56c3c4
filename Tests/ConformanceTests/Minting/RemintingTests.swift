import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import Storage
import TestSupport
import Testing

/// Makes recorded blocks again: with the producer's key, the same users' actions in the same order (which in the reference
/// was that of a Go map) and the same time, a block comes out with the recorded hash.
@Suite struct RemintingTests {
  @Test(arguments: ["transfers", "poll", "random-0"])
  func `recorded blocks are minted again, bit by bit`(name: String) throws {
    let golden = try #require(GoldenData.chain(name))
    let keys = try TestKeys.recorded()
    let complete = try golden.parameters()
    let blocks = try golden.decodedBlocks()
    let incomplete = name == "poll" ? try Self.withoutResultForEpoch3(golden, blocks) : complete
    let chain = try Chain(store: try MemoryStore(tables: Chain.tables), parameters: complete)
    var announcements: [UInt64] = []
    for recorded in blocks {
      let parameters = (37..<42).contains(recorded.height) ? incomplete : complete
      let key = try #require(keys[recorded.header.producer.address])
      let own = recorded.actions.reversed().prefix { $0.sender == key.publicKey.address && $0.envelope.nonce == 0 }.count
      let minted = try BlockAssembler(parameters: parameters).assemble(
        Array(recorded.actions.dropLast(own)), by: key, at: recorded.header.timestamp, on: try chain.view())
      let block = minted.block
      try #require(
        block.actions.suffix(minted.systemActionCount).map(\.encoded) == recorded.actions.suffix(own).map(\.encoded),
        "the producer's own actions in block \(recorded.height)")
      try #require(block.header.core == recorded.header.core, "block \(recorded.height)")
      try #require(block.header.encoded == recorded.header.encoded, "block \(recorded.height)")
      try #require(block.hash == recorded.hash, "block \(recorded.height)")
      if block.actions.contains(where: { $0.envelope.payload.kind == .putPollResult }) { announcements.append(block.height) }
      try chain.append(VerifiedBlock(verifying: recorded, parallel: false), policy: .proposal)
    }
    #expect(chain.head.hash.hex == (try golden.summary().string("tipHash")))
    #expect(announcements.count == (try golden.summary()["actionTypes"].int("PutPollResult")))
  }

  /// The committee's result for epoch 3 of `poll` was not to be had before block 42 (notes in its genesis.json), so that
  /// blocks 37 to 41 announce nothing. It is the last one before epoch 2 began.
  private static func withoutResultForEpoch3(_ golden: GoldenChain, _ blocks: [Block]) throws -> ChainParameters {
    let election = try #require(try golden.election())
    let result = try #require(election.gravityHeight(at: blocks[24].header.timestamp))
    return try golden.parameters(election: election.hiding(result))
  }
}
