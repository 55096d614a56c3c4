import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import RewardingHandlers
import State
import TestSupport
import Testing

@Suite struct RewardingHandlerTests {
  private var fixture: HandlerFixture
  private let system = SystemActions(producer: SampleNetwork.delegates[0])
  private let delegate = SampleNetwork.delegates[0].publicKey.address

  init() throws {
    fixture = try HandlerFixture()
    let delegates = SampleNetwork.delegates.map(\.publicKey.address)
    fixture.history = SampleHistory(tipHeight: 0, producer: { delegates[Int($0 % 4)] })
  }

  private func deposit(_ amount: String, nonce: UInt64 = 1) -> SealedAction {
    HandlerFixture.action(.depositToRewardingFund(DepositToRewardingFund(amount: WireInteger(parsing: amount))), nonce: nonce)
  }

  private func claim(_ amount: String, by key: PrivateKey, nonce: UInt64 = 1) -> SealedAction {
    .signed(.claimFromRewardingFund(ClaimFromRewardingFund(amount: WireInteger(parsing: amount))), by: key, nonce: nonce)
  }

  /// The fund's total and available balance, in Rau.
  private func fund() throws -> [U256] {
    try ["TotalBalance", "AvailableBalance"].map { try #require(U256(decimal: fixture.amount($0))) }
  }

  private func unclaimed(_ address: Address) throws -> U256? {
    U256(decimal: try fixture.amount("UnclaimedBalance", [Array(address.bech32.utf8)]))
  }

  @Test func `takes deposits and fees into the fund`() throws {
    let before = try fund()
    let receipt = try fixture.run(deposit("5"))
    #expect(receipt.status == 1)
    let fee = HandlerFixture.price &* U256(10_000)
    #expect(try fund() == before.map { $0 &+ fee &+ 5 })
    #expect(try fixture.account(1).balance == SampleNetwork.userBalance &- fee &- 5)
  }

  @Test(arguments: [
    "-1", "1000000000000000000000000000", "999999999999999999999999999999999999999999999999999999999999999999999999999999999",
  ])
  func `fails deposits that cannot be paid, and charges them`(amount: String) throws {
    let before = try fund()
    let receipt = try fixture.run(deposit(amount))
    #expect(receipt.status == 0)
    let fee = HandlerFixture.price &* U256(10_000)
    #expect(try fund() == before.map { $0 &+ fee })
    #expect(try fixture.account(1).balance == SampleNetwork.userBalance &- fee)
    #expect(try fixture.account(1).nonce == 1)
  }

  @Test func `refuses senders that cannot pay the fee`() throws {
    let poor = SealedAction.signed(
      .depositToRewardingFund(DepositToRewardingFund(amount: .zero)), by: TestKeys.numbered(77), nonce: 1, price: 1)
    #expect(try fixture.refusalRunning(poor) == .insufficientBalance)
  }

  @Test func `grants the block's reward once, to the producer's reward address`() throws {
    let reward = fixture.network.genesis.rewarding.blockReward
    let before = try fund()
    let receipt = try fixture.run(system.grantReward(.block, height: 1))
    #expect(receipt.status == 1)
    #expect(
      try receipt.logs.map { try RewardLog(decoding: $0.data) } == [RewardLog(kind: .block, address: delegate.bech32, amount: reward)])
    #expect(try unclaimed(delegate) == reward)
    #expect(try fund() == [before[0], before[1] &- reward])
    #expect(try fixture.run(system.grantReward(.block, height: 1)).status == 0)
    #expect(try unclaimed(delegate) == reward)
  }

  @Test func `gives nothing to a producer that is no candidate`() throws {
    var other = fixture
    other.producer = HandlerFixture.address(1)
    let receipt = try other.run(system.grantReward(.block, height: 1))
    #expect(receipt.status == 1)
    #expect(receipt.logs.isEmpty)
  }

  @Test func `pays claims out of what was granted`() throws {
    let key = SampleNetwork.delegates[0]
    // Who never got a reward cannot even claim nothing (golden quirk 35).
    #expect(try fixture.run(claim("0", by: key)).status == 0)
    _ = try fixture.run(system.grantReward(.block, height: 1))
    let reward = fixture.network.genesis.rewarding.blockReward
    let before = try fund()
    #expect(try fixture.run(claim((reward &+ 1).decimal, by: key, nonce: 2)).status == 0)
    #expect(try fixture.run(claim("-1", by: key, nonce: 3)).status == 0)
    #expect(try unclaimed(delegate) == reward)
    #expect(try fixture.run(claim((reward &- 5).decimal, by: key, nonce: 4)).status == 1)
    #expect(try unclaimed(delegate) == 5)
    #expect(try fixture.state.account(delegate)?.balance == reward &- 5)
    #expect(try fixture.state.account(delegate)?.nonce == 4)
    #expect(try fund() == [before[0] &- (reward &- 5), before[1]])
  }

  @Test func `grants the epoch's reward once, in its last block only`() throws {
    var early = fixture
    early.height = 7
    early.history.tipHeight = 6
    #expect(try early.run(system.grantReward(.epoch, height: 7)).status == 0)
    var last = fixture
    last.height = 8
    last.history.tipHeight = 7
    let receipt = try last.run(system.grantReward(.epoch, height: 8))
    #expect(receipt.status == 1)
    let rewards = try receipt.logs.map { try RewardLog(decoding: $0.data) }
    let rewarding = fixture.network.genesis.rewarding
    // By votes: 400, 300, 200 and 100 of 1,000; each has produced its two blocks.
    #expect(
      rewards.filter { $0.kind == .epoch }.map(\.amount)
        == [4, 3, 2, 1].map { rewarding.epochReward.quotientAndRemainder(dividingBy: 10).quotient &* $0 })
    #expect(rewards.filter { $0.kind == .foundationBonus }.count == 4)
    #expect(try last.run(system.grantReward(.epoch, height: 8)).status == 0)
  }

  @Test func `gives no share to delegates that produced too little`() throws {
    let lazy = SampleNetwork.delegates[1].publicKey.address
    let delegates = SampleNetwork.delegates.map(\.publicKey.address)
    var last = fixture
    last.height = 8
    last.history = SampleHistory(tipHeight: 7, producer: { $0 % 4 == 1 ? delegates[2] : delegates[Int($0 % 4)] })
    let receipt = try last.run(system.grantReward(.epoch, height: 8))
    let rewards = try receipt.logs.map { try RewardLog(decoding: $0.data) }.filter { $0.kind == .epoch }
    #expect(rewards.count == 3)
    #expect(!rewards.contains { $0.address == lazy.bech32 })
  }

  @Test func `refuses an epoch with fewer blocks than producers, where the reference divides by zero`() throws {
    var last = fixture
    last.height = 8
    // More producers than blocks: everybody who ever produced counts.
    last.history = SampleHistory(tipHeight: 7, producer: { TestKeys.numbered(200 + Int($0)).publicKey.address })
    #expect(try last.refusalRunning(system.grantReward(.epoch, height: 8)) == .arithmetic)
  }

  @Test func `fails grants that the fund cannot pay`() throws {
    let reward = fixture.network.genesis.rewarding.blockReward
    let small = try SampleFund(available: reward &+ reward &- 1)
    var fixture = self.fixture
    fixture.state.setState(key: SampleFund.key, small.bytes)
    #expect(try fixture.run(system.grantReward(.block, height: 1)).status == 1)
    fixture.height = 2
    #expect(try fixture.run(system.grantReward(.block, height: 2)).status == 0)
    #expect(try fixture.amount("AvailableBalance") == (reward &- 1).decimal)
  }

  @Test func `says what it cannot answer`() throws {
    #expect(throws: StateQueryError.notFound("the rewarding protocol has no method Nothing")) { try fixture.ask("rewarding", "Nothing") }
    #expect(throws: StateQueryError.self) { try fixture.ask("rewarding", "UnclaimedBalance") }
    #expect(throws: StateQueryError.self) { try fixture.ask("rewarding", "UnclaimedBalance", [[1, 2, 3]]) }
    #expect(try unclaimed(HandlerFixture.address(3)) == .zero)
    fixture.state.deleteState(key: SampleFund.key)
    #expect(throws: StateQueryError.notFound("the rewarding fund does not exist")) { try fixture.ask("rewarding", "TotalBalance") }
  }
}

/// A record of the rewarding fund.
struct SampleFund {
  /// The key of the fund's record.
  static let key = Keccak256.hash160(ProtocolAddress.address(of: "rewarding").hash.bytes + Array("fnd".utf8))

  let bytes: [UInt8]

  init(available: U256) throws {
    var writer = ProtobufWriter()
    writer.integer(1, WireInteger(available))
    writer.integer(2, WireInteger(available))
    bytes = writer.bytes
  }
}
