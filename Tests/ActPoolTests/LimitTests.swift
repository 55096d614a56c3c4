import ActPool
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import Testing

@Suite struct LimitTests {
  @Test func `replaces an action by one with the same nonce that pays ten percent more`() throws {
    let fixture = try PoolFixture()
    let to = PoolFixture.users[0].publicKey.address
    let action = { (price: U256) in SealedAction.transfer(from: PoolFixture.users[1], to: to, nonce: 1, price: price) }
    let first = action(2_000_000_000_000)
    #expect(try fixture.pool.admit(first) == [])
    #expect(fixture.refusal(of: action(1_000_000_000_000)) == .replacementUnderpriced)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1, price: 2, amount: 5)) == .replacementUnderpriced)
    #expect(fixture.refusal(of: action(2_199_999_999_999)) == .replacementUnderpriced)
    let second = action(2_200_000_000_000)
    #expect(try fixture.pool.admit(second) == [first.hash])
    #expect(fixture.pool.count == 1)
    #expect(fixture.pool.gas == 10_000)
    #expect(fixture.pool.action(first.hash) == nil)
    #expect(fixture.executable() == [second])
  }

  @Test func `replaces for any higher price where the operator asks for no more`() throws {
    for (bump, price, code) in [(0, 1, nil), (100, 1, .replacementUnderpriced), (100, 2, nil), (.max, 1000, .replacementUnderpriced)]
      as [(UInt64, UInt64, ActionRejection.Code?)]
    {
      let fixture = try PoolFixture { $0.replacementBump = bump }
      try fixture.pool.admit(PoolFixture.transfer(1, nonce: 1))
      #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1, price: price, amount: 9)) == code)
    }
  }

  @Test func `refuses more actions of a sender than its quota, but replaces them`() throws {
    let fixture = try PoolFixture { $0.maxActionsPerSender = 3 }
    for nonce in 1...3 as ClosedRange<UInt64> { #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: nonce)) == nil) }
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 4, price: 100)) == .senderQuota)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 2, price: 2)) == nil)
    #expect(fixture.refusal(of: PoolFixture.transfer(2, nonce: 1)) == nil)
  }

  @Test func `drives out the action that pays least when it is full`() throws {
    let fixture = try PoolFixture { $0.maxActions = 3 }
    let cheap = PoolFixture.transfer(2, nonce: 1, price: 2)
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 1, price: 5))
    try fixture.pool.admit(cheap)
    try fixture.pool.admit(PoolFixture.transfer(3, nonce: 1, price: 4))
    #expect(fixture.refusal(of: PoolFixture.transfer(4, nonce: 1, price: 2)) == .poolFull)
    #expect(fixture.refusal(of: PoolFixture.transfer(4, nonce: 1, price: 1)) == .poolFull)
    #expect(try fixture.pool.admit(PoolFixture.transfer(4, nonce: 1, price: 3)) == [cheap.hash])
    #expect(fixture.pool.count == 3)
    #expect(fixture.nonces(2) == [])
  }

  @Test func `drives out the younger of two that pay the same`() throws {
    let fixture = try PoolFixture { $0.maxActions = 2 }
    let older = PoolFixture.transfer(1, nonce: 1)
    let younger = PoolFixture.transfer(2, nonce: 1)
    try fixture.pool.admit(older)
    fixture.clock.advance(by: 1)
    try fixture.pool.admit(younger)
    #expect(try fixture.pool.admit(PoolFixture.transfer(3, nonce: 1, price: 2)) == [younger.hash])
  }

  @Test func `drives out a sender's last action first, so that no gap is left`() throws {
    let fixture = try PoolFixture { $0.maxActions = 3 }
    // The cheap one in front is of use; the expensive one behind it protects it.
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 1, price: 1))
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 2, price: 9))
    let other = PoolFixture.transfer(2, nonce: 1, price: 3)
    try fixture.pool.admit(other)
    #expect(try fixture.pool.admit(PoolFixture.transfer(3, nonce: 1, price: 4)) == [other.hash])
    #expect(fixture.nonces(1) == [1, 2])
    #expect(fixture.refusal(of: PoolFixture.transfer(4, nonce: 1, price: 4)) == .poolFull)
    let last = try #require(fixture.pool.actions(of: PoolFixture.users[1].publicKey.address).last)
    #expect(try fixture.pool.admit(PoolFixture.transfer(4, nonce: 1, price: 10)).count == 1)
    #expect(fixture.pool.action(last.hash) == last)
  }

  @Test func `never drives out a sender's actions for its own next one`() throws {
    let fixture = try PoolFixture { $0.maxActions = 2 }
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 1, price: 1))
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 2, price: 1))
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 3, price: 50)) == .poolFull)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 2, price: 50)) == nil)
    #expect(fixture.nonces(1) == [1, 2])
  }

  @Test func `counts gas, and drives out as many as it takes`() throws {
    let fixture = try PoolFixture { $0.maxGas = 45_000 }
    for user in 1...4 { try fixture.pool.admit(PoolFixture.transfer(user, nonce: 1, price: UInt64(user))) }
    #expect(fixture.pool.gas == 40_000)
    // 10,000 and 100 for each byte.
    #expect(fixture.refusal(of: PoolFixture.transfer(0, nonce: 1, price: 2, payload: 150)) == .poolFull)
    #expect(fixture.pool.count == 4)
    #expect(try fixture.pool.admit(PoolFixture.transfer(0, nonce: 1, price: 3, payload: 150)).count == 2)
    #expect(fixture.pool.gas == 45_000)
    #expect(fixture.nonces(1) + fixture.nonces(2) == [])
    #expect(fixture.nonces(3) + fixture.nonces(4) == [1, 1])
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1, price: 100, payload: 351)) == .poolFull)
  }

  @Test func `works with limits that are as large as can be`() throws {
    let fixture = try PoolFixture {
      $0.maxGas = .max
      $0.maxActions = .max
      $0.maxNonceGap = .max
      $0.maxActionsPerSender = .max
      $0.expiry = .infinity
    }
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: .max)) == nil)
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1)) == nil)
    #expect(fixture.executable().count == 1)
  }

  @Test func `takes nothing where nothing may wait`() throws {
    let fixture = try PoolFixture { $0.maxActions = 0 }
    #expect(fixture.refusal(of: PoolFixture.transfer(1, nonce: 1)) == .poolFull)
  }

  @Test func `drops actions that were not mined in time`() throws {
    let fixture = try PoolFixture { $0.expiry = 600 }
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 1))
    fixture.clock.advance(by: 400)
    try fixture.pool.admit(PoolFixture.transfer(2, nonce: 1))
    fixture.clock.advance(by: 200)
    #expect(fixture.executable().count == 2)
    fixture.clock.advance(by: 0.5)
    #expect(fixture.executable().map(\.sender) == [PoolFixture.users[2].publicKey.address])
    #expect(fixture.pool.count == 1)
    #expect(fixture.pool.gas == 10_000)
  }

  @Test func `drops expired actions also where nobody mints`() throws {
    let fixture = try PoolFixture { $0.expiry = 600 }
    try fixture.pool.admit(PoolFixture.transfer(1, nonce: 1))
    fixture.clock.advance(by: 601)
    try fixture.sample.grow()
    #expect(fixture.pool.count == 0)
  }
}
