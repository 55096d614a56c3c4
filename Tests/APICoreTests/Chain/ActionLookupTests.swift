import APITestSupport
import ActPool
import Chain
import ChainCrypto
import ChainTypes
import Primitives
import Testing

@testable import APICore

/// Looking up actions.
@Suite("Actions")
struct ActionLookupTests {
  private let node: TestNode
  private let call = APICall()

  init() throws {
    node = try TestNode()
    // Block 1: two transfers, reward, memorial. Block 2: reward. Block 3: one transfer to oneself, reward.
    try node.pool.admit(node.transfer(nonce: 1))
    try node.pool.admit(node.transfer(nonce: 2))
    try node.mint(blocks: 2)
    try node.pool.admit(node.transfer(nonce: 3, to: node.key.publicKey.address.bech32))
    try node.mint(blocks: 1)
  }

  @Test("of the chain are numbered through all blocks")
  func byNumber() throws {
    let all = try node.api.actions(node.api.page(start: 0, count: 1_000), call: call)
    #expect(all.map(\.place?.height) == [1, 1, 1, 1, 2, 3, 3])
    #expect(all.map(\.place?.index) == [0, 1, 2, 3, 0, 0, 1])
    let middle = try node.api.actions(node.api.page(start: 3, count: 3), call: call)
    #expect(middle.map(\.action.hash) == all[3..<6].map(\.action.hash))
    #expect(middle.map(\.place) == all[3..<6].map(\.place))
    #expect(try node.api.actions(node.api.page(start: 7, count: 1), call: call).isEmpty)
    #expect(try node.api.actions(node.api.page(start: .max, count: 5), call: call).isEmpty)
  }

  @Test("of an address are those sent, then those received; one to oneself is both")
  func byAddress() throws {
    let address = node.key.publicKey.address
    let lines = try node.api.actions(of: address, node.api.page(start: 0, count: 100), call: call)
    // Sent: everything. Received: the memorial transfer and the one to oneself.
    #expect(lines.map(\.place?.height) == [1, 1, 1, 1, 2, 3, 3, 1, 3])
    #expect(try node.api.account(address).actionCount == 9)
    let page = try node.api.actions(of: address, node.api.page(start: 6, count: 2), call: call)
    #expect(page.map(\.action.hash) == lines[6..<8].map(\.action.hash))
  }

  @Test("are found by hash, in the pool only when that is asked for")
  func byHash() throws {
    let waiting = node.transfer(nonce: 4)
    try node.pool.admit(waiting)
    expectFailure(.unknownAction) { try node.api.action(waiting.hash, looksInPool: false) }
    #expect(try node.api.action(waiting.hash, looksInPool: true).place == nil)
    let mined = try node.api.actions(node.api.page(start: 5, count: 1), call: call)[0]
    #expect(try node.api.action(mined.action.hash, looksInPool: false).place == mined.place)
    expectFailure(.unknownAction) { try node.api.action(.zero, looksInPool: true) }
  }

  @Test("of a block come in its order, as receipts do")
  func byBlock() throws {
    let hash = try node.chain.view().blocks.hash(at: 1) ?? .zero
    let actions = try node.api.actions(ofBlock: hash, node.api.page(start: 1, count: 2))
    #expect(actions.map(\.place?.index) == [1, 2])
    let receipt = try node.api.receipt(of: actions[0].action.hash)
    #expect(receipt.receipt.actionHash == actions[0].action.hash)
    #expect(receipt.blockHash == hash)
    #expect(receipt.index == 1)
    expectFailure(.unknownBlock) { try node.api.actions(ofBlock: .zero, node.api.page(start: 0, count: 1)) }
    expectFailure(.unknownReceipt) { try node.api.receipt(of: .zero) }
  }

  @Test("that wait in the pool come in the order of nonces, gaps included")
  func pending() throws {
    let nonces: [UInt64] = [7, 4, 5]
    for nonce in nonces { try node.pool.admit(node.transfer(nonce: nonce)) }
    let address = node.key.publicKey.address
    let waiting = try node.api.pendingActions(of: address, node.api.page(start: 0, count: 10))
    #expect(waiting.map(\.action.envelope.nonce) == [4, 5, 7])
    #expect(try node.api.pendingActions(of: address, node.api.page(start: 1, count: 1)).map(\.action.envelope.nonce) == [5])
    #expect(try node.api.account(address).pendingNonce == 6)
  }

  @Test("are not asked for in larger numbers than the limit")
  func limit() throws {
    let error = expectFailure(.countTooLarge) { try node.api.page(start: 0, count: 1_001) }
    #expect(error?.details["maximum"] == "1000")
  }

  @Test("are not gathered for a caller who is gone")
  func cancelled() throws {
    let call = APICall()
    call.cancel()
    expectFailure(.cancelled) { try node.api.actions(node.api.page(start: 0, count: 10), call: call) }
    expectFailure(.deadlineExceeded) { try node.api.actions(node.api.page(start: 0, count: 10), call: APICall(timeout: .zero)) }
  }
}
