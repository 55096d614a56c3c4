import APITestSupport
import ActPool
import ChainCrypto
import ChainTypes
import Primitives
import ProtocolKit
import Testing

@testable import APICore

/// Handing over actions.
@Suite("A submitted action")
struct SubmissionTests {
  @Test("waits in the pool and goes to other nodes, once")
  func admitted() throws {
    let node = try TestNode()
    let action = node.transfer(nonce: 1)
    #expect(try node.api.submit(action) == action.hash)
    #expect(try node.api.submit(action) == action.hash)
    #expect(node.pool.action(action.hash) != nil)
    #expect(node.broadcast.actions.map(\.hash) == [action.hash])
  }

  @Test("that is refused goes nowhere")
  func refused() throws {
    let node = try TestNode()
    expectFailure(.rejected(.insufficientBalance)) { try node.api.submit(node.transfer(nonce: 1, by: node.stranger)) }
    #expect(node.pool.count == 0)
    #expect(node.broadcast.actions.isEmpty)
  }

  @Test("that is in a block is named with its block")
  func mined() throws {
    let node = try TestNode()
    let action = node.transfer(nonce: 1)
    _ = try node.api.submit(action)
    let block = try node.mint(atMillisecond: 1_000)
    let error = expectFailure(.alreadyMined) { try node.api.submit(action) }
    #expect(error?.category == .alreadyExists)
    #expect(error?.details["blockHash"] == block.hash.hex)
    #expect(error?.details["height"] == "1")
  }

  @Test("is refused with the values that its sender needs")
  func details() throws {
    let node = try TestNode()
    try node.pool.admit(node.transfer(nonce: 1))
    try node.mint(blocks: 1)
    try node.pool.admit(node.transfer(nonce: 2, price: 2_000_000_000_001))
    let details = { (code: APIError.Code, action: SealedAction) in expectFailure(code) { try node.api.submit(action) }?.details ?? [:] }
    #expect(details(.rejected(.nonceTooLow), node.transfer(nonce: 1, amount: 9))["expected"] == "2")
    #expect(details(.nonceZero, node.transfer(nonce: 0))["minimum"] == "1")
    #expect(details(.rejected(.nonceTooHigh), node.transfer(nonce: 2_002))["maximum"] == "2001")
    #expect(details(.rejected(.underpriced), node.transfer(nonce: 3, price: 1))["minimum"] == "1000000000000")
    #expect(details(.rejected(.replacementUnderpriced), node.transfer(nonce: 2, amount: 9))["minimum"] == "2200000000002")
    #expect(details(.rejected(.gasLimitTooHigh), node.transfer(nonce: 3, gasLimit: 5_000_001))["maximum"] == "5000000")
    #expect(details(.rejected(.intrinsicGasTooLow), node.transfer(nonce: 3, gasLimit: 9_999))["minimum"] == "10000")
    let large = node.transfer(nonce: 3, gasLimit: 4_000_000, payload: [UInt8](repeating: 0, count: 32_768))
    #expect(details(.rejected(.oversized), large)["given"] != nil)
    let poor = details(.rejected(.insufficientBalance), node.transfer(nonce: 1, by: node.stranger))
    #expect(poor["cost"] == "10000000000000001")
    #expect(poor["balance"] == "1")
  }

  @Test("of the producer's kinds, or of kinds that nobody processes, is refused")
  func kinds() throws {
    let node = try TestNode()
    let submit = { (payload: ActionPayload) in
      let envelope = Envelope(nonce: 1, gasLimit: 20_000, gasPrice: WireInteger(U256(1_000_000_000_000)), payload: payload)
      _ = try node.api.submit(SealedAction.sign(envelope, with: node.key))
    }
    expectFailure(.rejected(.notTheProducer)) { try submit(.grantReward(GrantReward(rewardType: .block, height: 1))) }
    expectFailure(.rejected(.unsupported)) { try submit(.vote(Vote(votee: ""))) }
    expectFailure(.rejected(.unsupported)) { try submit(.createPlumChain(CreatePlumChain())) }
  }

  @Test("of a blacklisted sender is refused")
  func blacklisted() throws {
    var configuration = ActPoolConfiguration()
    configuration.blacklist = [try TestNode().stranger.publicKey.address]
    let node = try TestNode(pool: configuration)
    let error = expectFailure(.rejected(.blacklisted)) { try node.api.submit(node.transfer(nonce: 1, by: node.stranger)) }
    #expect(error?.category == .permissionDenied)
  }
}
