import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct TransferHandlerTests {
  private let fixture: HandlerFixture
  private let to = HandlerFixture.address(2).bech32

  init() throws { fixture = try HandlerFixture() }

  @Test func `moves the amount and the fee`() throws {
    let receipt = try fixture.run(HandlerFixture.transfer("5", to: to, payload: 3))
    #expect(receipt.status == 1)
    #expect(receipt.gasConsumed == 10_300)
    let fee = HandlerFixture.price &* U256(10_300)
    #expect(try fixture.account(1).balance == SampleNetwork.userBalance &- fee &- 5)
    #expect(try fixture.account(1).nonce == 1)
    #expect(try fixture.account(2).balance == SampleNetwork.userBalance &+ 5)
  }

  @Test func `refuses what cannot be a transfer`() throws {
    let cases: [(SealedAction, ActionRejection.Code?)] = [
      (HandlerFixture.transfer("0", to: to), nil),
      (HandlerFixture.transfer("-1", to: to), .negativeAmount),
      (HandlerFixture.transfer("1", to: to, price: "-1"), .negativeAmount),
      (HandlerFixture.transfer("1", to: ""), .invalidAddress),
      (HandlerFixture.transfer("1", to: "io1" + String(repeating: "q", count: 38)), .invalidAddress),
      (HandlerFixture.transfer("1", to: HandlerFixture.address(2).hexadecimal), .invalidAddress),
      // 20 bytes, a key of 65, a price and an amount of 5 and 1: payloads of up to 32,677 bytes.
      (HandlerFixture.transfer("1", to: to, payload: 32_768 - 91), nil),
      (HandlerFixture.transfer("1", to: to, payload: 32_768 - 90), .oversized),
    ]
    for (action, code) in cases { #expect(try fixture.refusalValidating(action) == code) }
  }

  @Test func `refuses what the sender cannot pay`() throws {
    let balance = SampleNetwork.userBalance
    let fee = HandlerFixture.price &* U256(10_000)
    #expect(try fixture.refusalRunning(HandlerFixture.transfer(balance.decimal, to: to)) == .insufficientBalance)
    #expect(try fixture.refusalRunning(HandlerFixture.transfer((balance &- fee &+ 1).decimal, to: to)) == .insufficientBalance)
    #expect(try fixture.refusalRunning(HandlerFixture.transfer(U256.max.decimal, to: to)) == .insufficientBalance)
    #expect(try fixture.refusalRunning(HandlerFixture.transfer("1", to: to, price: U256.max.decimal)) == .insufficientBalance)
    #expect(fixture.state.writes.allSatisfy { !$0.isDelete })
    #expect(try fixture.refusalRunning(HandlerFixture.transfer((balance &- fee).decimal, to: to)) == nil)
    #expect(try fixture.account(1).balance == .zero)
  }

  @Test func `needs its gas to be left in the block`() throws {
    do {
      _ = try fixture.run(HandlerFixture.transfer("1", to: to), gasLeft: 9_999)
      Issue.record("executed")
    } catch HandlingError.blockGasLimitReached {}
    _ = try fixture.run(HandlerFixture.transfer("1", to: to), gasLeft: 10_000)
  }

  @Test func `fails to a contract, paid and counted`() throws {
    let contract = TestKeys.numbered(50).publicKey.address
    fixture.state.setAccount(Account(codeHash: [UInt8](repeating: 1, count: 32)), at: contract)
    let receipt = try fixture.run(HandlerFixture.transfer("5", to: contract.bech32))
    #expect(receipt.status == 0)
    #expect(try fixture.account(1).nonce == 1)
    #expect(try fixture.account(1).balance == SampleNetwork.userBalance &- HandlerFixture.price &* U256(10_000))
    #expect(try fixture.state.account(contract)?.balance == .zero)
  }

  @Test func `refuses an address that holds another kind of record`() throws {
    let fund = ProtocolAddress.address(of: "nobody")
    fixture.state.setState(key: fund.hash, [0xff, 0xff, 0xff])
    #expect(try fixture.refusalRunning(HandlerFixture.transfer("5", to: fund.bech32)) == .notAnAccount)
  }

  @Test func `refuses to lift a balance above 256 bits`() throws {
    fixture.state.setAccount(Account(balance: .max), at: HandlerFixture.address(2))
    #expect(try fixture.refusalRunning(HandlerFixture.transfer("1", to: to)) == .arithmetic)
    #expect(try fixture.refusalRunning(HandlerFixture.transfer("0", to: to)) == nil)
  }

  @Test func `sends to itself`() throws {
    let receipt = try fixture.run(HandlerFixture.transfer("5", to: HandlerFixture.address(1).bech32))
    #expect(receipt.status == 1)
    #expect(try fixture.account(1).balance == SampleNetwork.userBalance &- HandlerFixture.price &* U256(10_000))
  }
}
