import APITestSupport
import ActPool
import Chain
import ChainCrypto
import ChainTypes
import Primitives
import ProtocolKit
import Testing

@testable import APICore

/// Looking up logs. Every block of the test network has one: that of its reward.
@Suite("Logs")
struct LogLookupTests {
  private let call = APICall()

  private func node(blocks: Int, limit: UInt64 = 5_000, size: Int = 3 << 20) throws -> TestNode {
    var configuration = APIConfiguration()
    configuration.logLimit = limit
    configuration.answerSizeLimit = size
    configuration.rangeQueryLimit = 30
    let node = try TestNode(configuration: configuration)
    try node.pool.admit(node.transfer(nonce: 1))
    try node.mint(blocks: blocks)
    return node
  }

  @Test("of a range are given with block and position")
  func range() throws {
    let node = try node(blocks: 20)
    let logs = try node.api.logs(LogFilter(), in: .heights(from: 1, to: 18, limit: 0), call: call)
    #expect(logs.map(\.log.blockHeight) == Array(1...18))
    #expect(try logs.map { try node.chain.view().blocks.height(of: $0.blockHash) } == Array(1...18))
    // In block 1 a transfer stands before the reward, in block 16 the announcement of the next epoch's delegates.
    #expect(logs.map(\.actionIndex) == (1...18).map { $0 == 1 || $0 == 16 ? 1 : 0 })
    #expect(try node.api.logs(LogFilter(), in: .block(logs[4].blockHash), call: call) == [logs[4]])
  }

  @Test("are chosen by address")
  func filter() throws {
    let node = try node(blocks: 2)
    let rewarding = ProtocolAddress.address(of: "rewarding").bech32
    let whole = LogRange.heights(from: 1, to: 0, limit: 0)
    #expect(try node.api.logs(LogFilter(addresses: [rewarding]), in: whole, call: call).count == 2)
    #expect(try node.api.logs(LogFilter(addresses: [node.stranger.publicKey.address.bech32]), in: whole, call: call).isEmpty)
    #expect(try node.api.logs(LogFilter(topics: [[]]), in: whole, call: call).isEmpty)
  }

  @Test("end at a limit of the request, of the node or of the answer's size")
  func limits() throws {
    let node = try node(blocks: 20, limit: 7)
    let heights = { (limit: UInt64) in
      try node.api.logs(LogFilter(), in: .heights(from: 1, to: 20, limit: limit), call: self.call).map(\.log.blockHeight)
    }
    #expect(try heights(3) == [1, 2, 3])
    #expect(try heights(0) == Array(1...7))
    #expect(try heights(100) == Array(1...7))
    let small = try self.node(blocks: 5, size: 1)
    #expect(try small.api.logs(LogFilter(), in: .heights(from: 1, to: 5, limit: 0), call: call).count == 1)
  }

  @Test("of ranges that make no sense are refused")
  func refused() throws {
    let node = try node(blocks: 3)
    let failure = { (code: APIError.Code, from: UInt64, to: UInt64) in
      _ = expectFailure(code) { try node.api.logs(LogFilter(), in: .heights(from: from, to: to, limit: 0), call: self.call) }
    }
    failure(.emptyRange, 3, 2)
    failure(.emptyRange, 4, 0)
    failure(.beyondTip, 4, 9)
    failure(.countTooLarge, 1, 32)
    #expect(try node.api.logs(LogFilter(), in: .heights(from: 0, to: 0, limit: 0), call: call).map(\.log.blockHeight) == [3])
    #expect(try node.api.logs(LogFilter(), in: .heights(from: 2, to: 32, limit: 0), call: call).map(\.log.blockHeight) == [2, 3])
    expectFailure(.unknownBlock) { try node.api.logs(LogFilter(), in: .block(.zero), call: call) }
    let large = LogFilter(topics: [[Hash256]](repeating: [], count: 31))
    expectFailure(.countTooLarge) { try node.api.logs(large, in: .heights(from: 1, to: 3, limit: 0), call: call) }
    expectFailure(.unknownBlock) { try TestNode().api.logs(LogFilter(), in: .heights(from: 0, to: 0, limit: 0), call: call) }
  }
}
