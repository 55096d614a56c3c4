import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct ExecutionHandlerTests {
  private let fixture: HandlerFixture

  init() throws { fixture = try HandlerFixture() }

  private static func execution(
    amount: String = "0", contract: String = "", data: [UInt8] = [], price: U256 = HandlerFixture.price, gasLimit: UInt64 = 1_000_000
  ) -> SealedAction {
    HandlerFixture.action(
      .execution(Execution(amount: WireInteger(parsing: amount), contract: contract, data: data)), price: price, gasLimit: gasLimit)
  }

  @Test func `refuses what cannot be an execution`() throws {
    let negative = Envelope(
      nonce: 1, gasLimit: 100_000, gasPrice: WireInteger(parsing: "-1"),
      payload: .execution(Execution(amount: .zero, contract: "", data: [])))
    let cases: [(SealedAction, ActionRejection.Code?)] = [
      (Self.execution(), nil),
      (Self.execution(amount: "-1"), .negativeAmount),
      (.sign(negative, with: HandlerFixture.users[1]), .negativeAmount),
      (Self.execution(contract: "io1nothing"), .invalidAddress),
      (Self.execution(contract: HandlerFixture.address(2).bech32), nil),
      (Self.execution(data: [UInt8](repeating: 0, count: 32_768 - 90)), nil),
      (Self.execution(data: [UInt8](repeating: 0, count: 32_768 - 89)), .oversized),
    ]
    for (action, code) in cases { #expect(try fixture.refusalValidating(action) == code) }
  }

  @Test func `refuses what the sender cannot pay`() throws {
    #expect(try fixture.refusalRunning(Self.execution(price: .max)) == .insufficientBalance)
    #expect(try fixture.refusalRunning(Self.execution(price: SampleNetwork.userBalance, gasLimit: 20_000)) == .insufficientBalance)
    #expect(try fixture.refusalRunning(Self.execution(gasLimit: 9_999)) == .intrinsicGasTooLow)
    #expect(try fixture.refusalRunning(Self.execution(amount: String(repeating: "9", count: 90))) == .arithmetic)
  }

  @Test func `needs its whole gas limit to be left in the block`() throws {
    do {
      _ = try fixture.run(Self.execution(gasLimit: 50_000), gasLeft: 49_999)
      Issue.record("executed")
    } catch HandlingError.blockGasLimitReached {}
    #expect(try fixture.run(Self.execution(gasLimit: 50_000), gasLeft: 50_000).status == 1)
  }

  @Test func `charges the used gas twice, as a caller and as a payer of fees`() throws {
    let receipt = try fixture.run(Self.execution(contract: HandlerFixture.address(2).bech32, data: [1, 2, 3]))
    #expect(receipt.status == 1)
    #expect(receipt.gasConsumed == 10_300)
    let fee = HandlerFixture.price &* U256(10_300)
    #expect(try fixture.account(1).balance == SampleNetwork.userBalance &- fee &- fee)
  }

  @Test func `refuses the block where the second charge cannot be paid`() throws {
    // Enough for the limit, and after half of it was used not for that half again.
    let price = SampleNetwork.userBalance.quotientAndRemainder(dividingBy: 10_000).quotient
    #expect(
      try fixture.refusalRunning(Self.execution(contract: HandlerFixture.address(2).bech32, price: price, gasLimit: 10_000))
        == .insufficientBalance)
  }

  @Test func `reads without a second charge and leaves the state below alone`() throws {
    let reader = try #require(fixture.suite.contracts)
    let call = Execution(amount: .zero, contract: HandlerFixture.address(2).bech32, data: [])
    let before = fixture.state.committed
    let (output, receipt) = try reader.read(
      call, gasLimit: 20_000, gasPrice: WireInteger(HandlerFixture.price), caller: HandlerFixture.address(1), block: fixture.block(),
      state: fixture.state, isCancelled: { false })
    #expect(output == [])
    #expect(receipt.gasConsumed == 10_000)
    #expect(try fixture.account(1).balance == SampleNetwork.userBalance &- HandlerFixture.price &* U256(10_000))
    #expect(try before.account(HandlerFixture.address(1))?.balance == SampleNetwork.userBalance)
  }

  @Test func `reads no longer than the block's gas lasts`() throws {
    let reader = try #require(fixture.suite.contracts)
    // JUMPDEST PUSH1 0 JUMP: an endless loop.
    let loop = Execution(amount: .zero, contract: "", data: [0x5b, 0x60, 0x00, 0x56])
    let run = { (gasLimit: UInt64) in
      try reader.read(
        loop, gasLimit: gasLimit, gasPrice: .zero, caller: HandlerFixture.address(1), block: fixture.block(), state: fixture.state,
        isCancelled: { false })
    }
    let receipt = try run(1_000_000).receipt
    #expect(receipt.status == 0)
    #expect(receipt.gasConsumed == 1_000_000)
    #expect(throws: HandlingError.self) { try run(20_000_001) }
  }
}
