import ActPool
import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Synchronization
import Testing

@Suite struct FollowingTests {
  private static let users = PoolFixture.users

  @Test func `hands out actions by price, without breaking the order of nonces`() throws {
    let fixture = try PoolFixture()
    let cheap = PoolFixture.transfer(1, nonce: 1, price: 2)
    let behind = PoolFixture.transfer(1, nonce: 2, price: 9)
    let middle = PoolFixture.transfer(2, nonce: 1, price: 5)
    for action in [behind, cheap, middle] { try fixture.pool.admit(action) }
    #expect(fixture.executable() == [middle, cheap, behind])
  }

  @Test func `keeps actions behind a gap back until it is closed`() throws {
    let fixture = try PoolFixture()
    let address = Self.users[1].publicKey.address
    for nonce in [1, 2, 4, 5] as [UInt64] { try fixture.pool.admit(PoolFixture.transfer(1, nonce: nonce)) }
    #expect(fixture.executable().map(\.envelope.nonce) == [1, 2])
    #expect(fixture.pool.pendingNonce(of: address, confirmedNonce: 0) == 3)
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 3))
    #expect(fixture.executable().map(\.envelope.nonce) == [1, 2, 3, 4, 5])
    #expect(fixture.pool.pendingNonce(of: address, confirmedNonce: 0) == 6)
    #expect(fixture.pool.pendingNonce(of: Self.users[2].publicKey.address, confirmedNonce: 7) == 8)
  }

  @Test func `keeps actions back that the balance does not pay for any more`() throws {
    let fixture = try PoolFixture()
    let most = SampleNetwork.userBalance &- PoolFixture.price &* U256(1_000_000)
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 2, amount: most))
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 3, amount: 0))
    // Both fit alone; with this one before them the second does not.
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 1, amount: most))
    #expect(fixture.executable().map(\.envelope.nonce) == [1])
    #expect(fixture.pool.pendingNonce(of: Self.users[1].publicKey.address, confirmedNonce: 0) == 2)
  }

  @Test func `drops what was mined, and what became impossible`() throws {
    let fixture = try PoolFixture()
    let most = SampleNetwork.userBalance &- PoolFixture.price &* U256(100_000)
    let mined = PoolFixture.transfer(1, nonce: 1)
    try fixture.pool.admit(mined)
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 2, amount: most))
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 3))
    try fixture.pool.admit(PoolFixture.transfer(2, nonce: 1))
    // Another action with nonce 2 is mined, which leaves the sender too little for what waits with nonce 2.
    try fixture.sample.grow([mined, PoolFixture.transfer(1, nonce: 2, price: 3, amount: most)])
    #expect(fixture.pool.action(mined.hash) == nil)
    #expect(fixture.nonces(1) == [3])
    #expect(fixture.nonces(2) == [1])
    #expect(fixture.pool.count == 2)
    #expect(fixture.pool.gas == 20_000)
    #expect(fixture.pool.pendingNonce(of: Self.users[1].publicKey.address, confirmedNonce: 2) == 4)
  }

  @Test func `offers money that a block brought`() throws {
    let fixture = try PoolFixture()
    let poor = TestKeys.numbered(99)
    let spending = SealedAction.transfer(from: poor, to: Self.users[0].publicKey.address, nonce: 1)
    #expect(fixture.refusal(of: spending) == .insufficientBalance)
    try fixture.sample.grow([.transfer(from: Self.users[1], to: poor.publicKey.address, amount: SampleNetwork.userBalance &>> 1, nonce: 1)])
    #expect(fixture.refusal(of: spending) == nil)
    #expect(fixture.executable() == [spending])
  }

  @Test func `drops a mined action that did not raise its sender's nonce`() throws {
    let fixture = try PoolFixture()
    let deposit = PoolFixture.price &* U256(1_000_000)
    let half = SampleNetwork.userBalance &>> 1
    let creation = SealedAction.signed(
      .execution(Execution(amount: WireInteger(half), contract: "", data: [0])), by: Self.users[1], nonce: 2, price: PoolFixture.price,
      gasLimit: 1_000_000)
    #expect(fixture.refusal(of: creation) == nil)
    // After this transfer the creation's amount exceeds the balance: it fails and does not use its nonce (golden quirk 15).
    let transfer = PoolFixture.transfer(1, nonce: 1, amount: SampleNetwork.userBalance &- half &- deposit)
    try fixture.sample.grow([transfer, creation])
    #expect(try fixture.sample.account(Self.users[1]).nonce == 1)
    #expect(fixture.pool.count == 0)
  }

  @Test func `does not admit again what a block mined while it was admitted`() throws {
    let sample = try SampleChain(SampleNetwork())
    let action = PoolFixture.transfer(1, nonce: 1)
    let isFirst = Mutex(true)
    // The pool asks for the time between reading the chain and taking the action in: that is when the block comes.
    let pool = ActPool(chain: sample.chain, configuration: ActPoolConfiguration()) {
      let mines = isFirst.withLock { first in
        defer { first = false }
        return first
      }
      if mines { #expect(throws: Never.self) { try sample.grow([action]) } }
      return 0
    }
    _ = pool.follow()
    do throws(HandlingError) {
      try pool.admit(action)
      Issue.record("admitted")
    } catch {
      guard case .rejected(let rejection) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(rejection.code == .nonceTooLow)
    }
    #expect(sample.chain.head.height == 1)
    #expect(pool.count == 0)
  }

  @Test func `forgets what a minting node could not execute`() throws {
    let fixture = try PoolFixture()
    let action = PoolFixture.transfer(1, nonce: 1)
    try fixture.pool.admit(action)
    fixture.pool.drop(action)
    fixture.pool.drop(action)
    #expect(fixture.pool.count == 0)
    #expect(fixture.pool.gas == 0)
    #expect(fixture.refusal(of: action) == nil)
  }

  @Test func `follows the chain until it is told not to`() throws {
    let fixture = try PoolFixture()
    let pool = ActPool(chain: fixture.sample.chain, configuration: ActPoolConfiguration(), now: { 0 })
    let id = pool.follow()
    try pool.admit(PoolFixture.transfer(1, nonce: 1))
    try pool.admit(PoolFixture.transfer(2, nonce: 1))
    try fixture.sample.grow([PoolFixture.transfer(1, nonce: 1)])
    #expect(pool.count == 1)
    fixture.sample.chain.removeObserver(id)
    try fixture.sample.grow([PoolFixture.transfer(2, nonce: 1)])
    #expect(pool.count == 1)
  }
}
