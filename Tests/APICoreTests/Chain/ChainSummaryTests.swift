import APITestSupport
import ActPool
import ChainCrypto
import Primitives
import Testing

@testable import APICore

/// The summary of the chain.
@Suite("A chain's summary")
struct ChainSummaryTests {
  @Test("is empty before the first block")
  func empty() throws {
    let summary = try TestNode().api.chainSummary()
    #expect(
      summary
        == ChainAnswer(
          height: 0, actionCount: 0, actionsPerSecond: 0, epoch: EpochAnswer(number: 0, height: 0, gravityChainStartHeight: 0)))
  }

  @Test("counts actions per second over the intervals between blocks, not over blocks")
  func trueIntervals() throws {
    let node = try TestNode()
    // Three blocks of two transfers and a reward each span two intervals of half a second.
    for (nonce, time) in zip(stride(from: UInt64(1), to: 7, by: 2), stride(from: Int64(1_000), to: 2_500, by: 500)) {
      try node.pool.admit(node.transfer(nonce: nonce))
      try node.pool.admit(node.transfer(nonce: nonce + 1))
      try node.mint(atMillisecond: time)
    }
    let summary = try node.api.chainSummary()
    #expect(summary.height == 3)
    // The first block has the memorial transfer, too.
    #expect(summary.actionCount == 10)
    #expect(summary.actionsPerSecond == 6)
  }

  @Test("looks at the blocks of the window only, and at none when there is one")
  func window() throws {
    var configuration = APIConfiguration()
    configuration.tpsWindow = 2
    let node = try TestNode(configuration: configuration)
    try node.mint(atMillisecond: 1_000)
    #expect(try node.api.chainSummary().actionsPerSecond == 0)
    for nonce in 1...9 as ClosedRange<UInt64> { try node.pool.admit(node.transfer(nonce: nonce)) }
    try node.mint(atMillisecond: 3_000)
    #expect(try node.api.chainSummary().actionsPerSecond == 5)
    try node.mint(atMillisecond: 4_000)
    #expect(try node.api.chainSummary().actionsPerSecond == 1)
  }

  @Test("names the epoch of the last block")
  func epoch() throws {
    let node = try TestNode()
    try node.mint(blocks: 31)
    #expect(try node.api.chainSummary().epoch == EpochAnswer(number: 2, height: 31, gravityChainStartHeight: 31))
  }
}

/// What delegates did in an epoch.
@Suite("An epoch")
struct EpochTests {
  @Test("counts the blocks of its producers")
  func production() throws {
    let node = try TestNode()
    try node.mint(blocks: 32)
    let first = try node.api.epoch(1)
    #expect(first.blockCount == 30)
    #expect(first.producers.map(\.production) == [30])
    #expect(first.producers.map(\.isActive) == [true])
    #expect(first.producers.map(\.address) == [node.key.publicKey.address.bech32])
    #expect(try node.api.epoch(2).blockCount == 2)
  }

  @Test("is unknown before it begins, and none has the number 0")
  func unknown() throws {
    let node = try TestNode()
    try node.mint(blocks: 1)
    expectFailure(.unknownEpoch) { try node.api.epoch(2) }
    expectFailure(.unknownEpoch) { try node.api.epoch(.max) }
    expectFailure(.emptyRange) { try node.api.epoch(0) }
  }
}
