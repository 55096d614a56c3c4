import ActPool
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import Testing

@Suite struct AdmissionTests {
  private static let users = PoolFixture.users
  private static let price = PoolFixture.price

  private static func signed(_ payload: ActionPayload, gasLimit: UInt64 = 1_000_000) -> SealedAction {
    .signed(payload, by: users[0], nonce: 1, price: price, gasLimit: gasLimit)
  }

  @Test func `admits an action once`() throws {
    let fixture = try PoolFixture()
    let action = PoolFixture.transfer(1, nonce: 1)
    #expect(fixture.refusal(of: action) == nil)
    #expect(fixture.refusal(of: action) == .alreadyKnown)
    #expect(fixture.pool.count == 1)
    #expect(fixture.pool.gas == 10_000)
    #expect(fixture.pool.action(action.hash) == action)
    #expect(fixture.nonces(1) == [1])
  }

  @Test func `admits the actions of every handler`() throws {
    let fixture = try PoolFixture()
    let payloads: [ActionPayload] = [
      .depositToRewardingFund(DepositToRewardingFund(amount: WireInteger(5))),
      .claimFromRewardingFund(ClaimFromRewardingFund(amount: WireInteger(5))),
      .execution(Execution(amount: .zero, contract: "", data: [0])),
    ]
    for (index, payload) in payloads.enumerated() {
      let action = SealedAction.signed(payload, by: Self.users[0], nonce: UInt64(index) + 1, price: Self.price)
      #expect(fixture.refusal(of: action) == nil)
    }
    #expect(fixture.pool.count == 3)
  }

  @Test func `refuses the producer's own actions, whoever sends them`() throws {
    let fixture = try PoolFixture()
    for type in [GrantReward.RewardType.block, .epoch] {
      #expect(fixture.refusal(of: Self.signed(.grantReward(GrantReward(rewardType: type, height: 1)))) == .notTheProducer)
    }
    let result = PutPollResult(height: 9, candidates: CandidateList())
    #expect(fixture.refusal(of: .signed(.putPollResult(result), by: SampleNetwork.delegates[0], nonce: 0)) == .notTheProducer)
  }

  @Test func `refuses the senders on the blacklist`() throws {
    let fixture = try PoolFixture { $0.blacklist = [Self.users[1].publicKey.address] }
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1)) == .blacklisted)
    #expect(fixture.refusal(of: PoolFixture.transfer(2, nonce: 1)) == nil)
  }

  @Test func `refuses prices below its minimum`() throws {
    let fixture = try PoolFixture()
    let to = Self.users[0].publicKey.address
    #expect(fixture.refusal(of: .transfer(from: Self.users[1], to: to, nonce: 1, price: Self.price &- 1)) == .underpriced)
    #expect(fixture.refusal(of: .transfer(from: Self.users[1], to: to, nonce: 1, price: Self.price)) == nil)
    let negative = Envelope(
      nonce: 1, gasLimit: 100_000, gasPrice: WireInteger(parsing: "-5"),
      payload: .transfer(Transfer(amount: .zero, recipient: to.bech32)))
    #expect(fixture.refusal(of: .sign(negative, with: Self.users[2])) == .underpriced)
    let enormous = Envelope(
      nonce: 1, gasLimit: 100_000, gasPrice: WireInteger(parsing: String(repeating: "9", count: 90)),
      payload: .transfer(Transfer(amount: .zero, recipient: to.bech32)))
    #expect(fixture.refusal(of: .sign(enormous, with: Self.users[2])) == .underpriced)
  }

  @Test func `refuses what no block may hold, with the reason`() throws {
    let fixture = try PoolFixture()
    let to = Self.users[1].publicKey.address.bech32
    let transfer = { (amount: String, recipient: String, size: Int) in
      ActionPayload.transfer(
        Transfer(amount: WireInteger(parsing: amount), recipient: recipient, payload: [UInt8](repeating: 0, count: size)))
    }
    let cases: [(SealedAction, ActionRejection.Code)] = [
      (Self.signed(transfer("1", to, 0), gasLimit: 5_000_001), .gasLimitTooHigh),
      (Self.signed(transfer("1", to, 0), gasLimit: 9_999), .intrinsicGasTooLow),
      (Self.signed(transfer("1", to, 1), gasLimit: 10_099), .intrinsicGasTooLow),
      (Self.signed(transfer("-1", to, 0)), .negativeAmount),
      (Self.signed(transfer("1", "io1nobody", 0)), .invalidAddress),
      (Self.signed(transfer("1", to, 33_000), gasLimit: 5_000_000), .oversized),
      (Self.signed(transfer(String(repeating: "9", count: 90), to, 0)), .arithmetic),
      (
        Self.signed(.execution(Execution(amount: .zero, contract: "", data: [UInt8](repeating: 0, count: 33_000))), gasLimit: 5_000_000),
        .oversized
      ),
      (Self.signed(.execution(Execution(amount: WireInteger(parsing: "-1"), contract: "", data: []))), .negativeAmount),
      (Self.signed(.execution(Execution(amount: .zero, contract: "somewhere", data: []))), .invalidAddress),
      (Self.signed(.createPlumChain(CreatePlumChain())), .unsupported),
      (Self.signed(.stopSubChain(StopSubChain(chainID: 1, stopHeight: 1, subChainAddress: to))), .unsupported),
      (Self.signed(.vote(Vote(votee: to))), .experimental),
    ]
    for (action, code) in cases { #expect(fixture.refusal(of: action) == code) }
    #expect(fixture.pool.count == 0)
  }

  @Test func `refuses votes where delegates are polled outside the chain`() throws {
    let polled = try PoolFixture(allowsExperimentalActions: true)
    #expect(polled.refusal(of: Self.signed(.vote(Vote(votee: "")))) == .unsupported)
  }

  @Test func `admits votes for candidates only`() throws {
    let fixture = try PoolFixture(voting: .onChain, allowsExperimentalActions: true)
    #expect(fixture.refusal(of: Self.signed(.vote(Vote(votee: Self.users[3].publicKey.address.bech32)))) == .voteeNotCandidate)
    #expect(fixture.refusal(of: Self.signed(.vote(Vote(votee: "io1nobody")))) == .invalidAddress)
    #expect(fixture.refusal(of: Self.signed(.vote(Vote(votee: SampleNetwork.delegates[0].publicKey.address.bech32)))) == nil)
  }

  @Test func `judges each action of a group by itself`() throws {
    let fixture = try PoolFixture()
    let first = PoolFixture.transfer(1, nonce: 1)
    let other = PoolFixture.transfer(2, nonce: 1)
    let forged = SealedAction(envelope: other.envelope, senderPublicKey: other.senderPublicKey, signature: first.signature)
    func codes(_ actions: [SealedAction]) -> [ActionRejection.Code?] {
      fixture.pool.admit(actions).map { error in
        if case .rejected(let rejection) = error { rejection.code } else { nil }
      }
    }
    #expect(codes([first, forged, PoolFixture.transfer(1, nonce: 2)]) == [nil, .invalidSignature, nil])
    #expect(codes([other, first]) == [nil, .alreadyKnown])
    #expect(fixture.pool.known(among: [first.hash, forged.hash, other.hash]) == [first.hash, other.hash])
    #expect(fixture.pool.admit([]).isEmpty)
  }

  @Test func `refuses forged signatures`() throws {
    let fixture = try PoolFixture()
    let good = PoolFixture.transfer(1, nonce: 1)
    for signature in [PoolFixture.transfer(1, nonce: 2).signature, [], [UInt8](repeating: 0, count: 65)] {
      let forged = SealedAction(envelope: good.envelope, senderPublicKey: good.senderPublicKey, signature: signature)
      #expect(fixture.refusal(of: forged) == .invalidSignature)
    }
    let stolen = SealedAction(envelope: good.envelope, senderPublicKey: Self.users[2].publicKey, signature: good.signature)
    #expect(fixture.refusal(of: stolen) == .invalidSignature)
  }

  @Test func `refuses nonces that were used, are nought or too far ahead`() throws {
    let fixture = try PoolFixture { $0.maxNonceGap = 5 }
    try fixture.sample.grow([PoolFixture.transfer(1, nonce: 1), PoolFixture.transfer(1, nonce: 2)])
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 2, price: 9)) == .nonceTooLow)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 0)) == .nonceTooLow)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 8)) == .nonceTooHigh)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: .max)) == .nonceTooHigh)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 7)) == nil)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 3)) == nil)
  }

  @Test func `refuses what the sender cannot pay together with what waits before it`() throws {
    let fixture = try PoolFixture()
    let fee = Self.price &* U256(10_000)
    let half = SampleNetwork.userBalance.quotientAndRemainder(dividingBy: 2).quotient
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1, amount: SampleNetwork.userBalance)) == .insufficientBalance)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1, amount: half)) == nil)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 2, amount: half)) == .insufficientBalance)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 2, amount: half &- fee &- fee)) == nil)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 3, amount: 0)) == .insufficientBalance)
    let poor = SealedAction.transfer(from: TestKeys.numbered(99), to: Self.users[0].publicKey.address, amount: 0, nonce: 1)
    #expect(fixture.refusal(of: poor) == .insufficientBalance)
  }

  @Test func `takes no actions while the next block's rules are unavailable`() throws {
    let network = try SampleNetwork()
    let schedule = try #require(ForkSchedule(startingWith: .alpha, then: [.init(.pacific, at: 2)]))
    let sample = try SampleChain(network, parameters: network.parameters(schedule: schedule))
    let pool = ActPool(chain: sample.chain, configuration: ActPoolConfiguration(), now: { 0 })
    try pool.admit(PoolFixture.transfer(1, nonce: 1))
    try sample.grow()
    #expect(throws: HandlingError.self) { try pool.admit(PoolFixture.transfer(2, nonce: 1)) }
  }
}
