import ChainCrypto
import ChainTypes
import Primitives
import Testing

@testable import Rehearsal

@Suite struct ActionLedgerTests {
  private let ledger = ActionLedger()
  private let account: LoadAccount
  private let start = ContinuousClock.now

  init() throws {
    account = LoadAccount(key: try PrivateKey(hex: String(repeating: "1", count: 64)), nonce: 1)
  }

  private func transfer(nonce: UInt64) -> SealedAction {
    var sender = account
    sender.nonce = nonce
    return sender.transfer(to: account.key.publicKey.address)
  }

  @Test func `accounts for every action`() {
    let actions = (1...4).map { transfer(nonce: $0) }
    for action in actions { ledger.begin(action.hash) }
    for action in actions.prefix(3) { ledger.accept(action, submitted: start, by: 1) }
    ledger.refuse(actions[3].hash, "too poor")
    let own = ledger.mine([actions[0].hash, actions[2].hash, .zero], failed: [actions[2].hash], at: start.advanced(by: .seconds(2)))
    #expect(own == 2)
    let totals = ledger.totals
    #expect(totals.accepted == 3)
    #expect(totals.mined == 2)
    #expect(totals.failed == 1)
    #expect(totals.pending == 1)
    #expect(totals.refused == ["too poor": 1])
    #expect(ledger.latencies == [2, 2])
    #expect(ledger.pending(submittedBefore: start.advanced(by: .seconds(1))).map(\.action) == [actions[1]])
    #expect(ledger.pending(submittedBefore: start).isEmpty)
  }

  @Test func `counts an action that is mined before its node has answered`() {
    let action = transfer(nonce: 1)
    ledger.begin(action.hash)
    #expect(ledger.mine([action.hash], failed: [], at: start.advanced(by: .seconds(1))) == 1)
    #expect(ledger.totals.mined == 0)
    ledger.accept(action, submitted: start, by: 0)
    #expect(ledger.totals.mined == 1)
    #expect(ledger.latencies == [1])
  }

  @Test func `counts a block's action once`() {
    let action = transfer(nonce: 1)
    ledger.begin(action.hash)
    ledger.accept(action, submitted: start, by: 0)
    #expect(ledger.mine([action.hash, action.hash], failed: [], at: start) == 1)
    #expect(ledger.mine([action.hash], failed: [], at: start) == 0)
    #expect(ledger.totals.mined == 1)
  }
}
