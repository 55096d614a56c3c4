import APITestSupport
import ActPool
import ChainTypes
import Primitives
import Testing

@testable import APICore

/// Looking up blocks.
@Suite("Blocks")
struct BlockLookupTests {
  private let call = APICall()

  @Test("are summed up by height, to the last one")
  func summaries() throws {
    let node = try TestNode()
    try node.pool.admit(node.transfer(nonce: 1, amount: 40))
    try node.pool.admit(node.transfer(nonce: 2, amount: 2))
    try node.mint(blocks: 3)
    let blocks = try node.api.blocks(node.api.page(start: 1, count: 10), call: call)
    #expect(blocks.map(\.header.height) == [1, 2, 3])
    #expect(blocks.map(\.actionCount) == [4, 1, 1])
    #expect(blocks[0].transferAmount.decimal == "42")
    #expect(try node.api.block(blocks[1].header.hash) == blocks[1])
    expectFailure(.beyondTip) { try node.api.blocks(node.api.page(start: 4, count: 1), call: call) }
    expectFailure(.unknownBlock) { try node.api.blocks(node.api.page(start: 0, count: 1), call: call) }
    #expect(try node.api.blocks(node.api.page(start: 0, count: 0), call: call).isEmpty)
    expectFailure(.unknownBlock) { try node.api.block(.zero) }
  }

  @Test("are given whole, with receipts when they are asked for")
  func whole() throws {
    let node = try TestNode()
    try node.mint(blocks: 2)
    let blocks = try node.api.wholeBlocks(node.api.page(start: 1, count: 5), withReceipts: true, call: call)
    #expect(blocks.map(\.block.height) == [1, 2])
    #expect(blocks.map { $0.receipts.map(\.actionHash) } == blocks.map { $0.block.actions.map(\.hash) })
    #expect(try node.api.wholeBlocks(node.api.page(start: 2, count: 1), withReceipts: false, call: call)[0].receipts.isEmpty)
    expectFailure(.emptyRange) { try node.api.wholeBlocks(node.api.page(start: 1, count: 0), withReceipts: true, call: call) }
    expectFailure(.beyondTip) { try node.api.wholeBlocks(node.api.page(start: 3, count: 1), withReceipts: true, call: call) }
  }

  @Test("are fewer when they are too large for one answer, but at least one")
  func sizeLimit() throws {
    var configuration = APIConfiguration()
    configuration.answerSizeLimit = 5_000
    let node = try TestNode(configuration: configuration)
    for nonce in 1...3 as ClosedRange<UInt64> {
      try node.pool.admit(node.transfer(nonce: nonce, gasLimit: 1_000_000, payload: [UInt8](repeating: 1, count: 3_000)))
      try node.mint(blocks: 1)
    }
    #expect(try node.api.wholeBlocks(node.api.page(start: 1, count: 3), withReceipts: false, call: call).map(\.block.height) == [1])
    configuration.answerSizeLimit = 1
    let tight = try TestNode(configuration: configuration)
    try tight.mint(blocks: 2)
    #expect(try tight.api.wholeBlocks(tight.api.page(start: 1, count: 2), withReceipts: true, call: call).map(\.block.height) == [1])
    #expect(try tight.api.wholeBlocks(tight.api.page(start: 2, count: 1), withReceipts: true, call: call).map(\.block.height) == [2])
  }
}
