import ChainTypes
import Primitives
import Testing

@Suite("Gas, cost and size of actions")
struct ActionFigureTests {
  private func sealed(_ payload: ActionPayload, gasPrice: WireInteger = WireInteger(U256(1))) -> SealedAction {
    SealedAction.sign(Samples.envelope(payload, gasPrice: gasPrice), with: Samples.key)
  }

  @Test("counts a fixed size, key, price, amount and payload, and nothing of the addresses")
  func totalSize() {
    let transfer = Transfer(amount: WireInteger(U256(256)), recipient: Samples.address, payload: [UInt8](repeating: 1, count: 7))
    #expect(sealed(.transfer(transfer)).totalSize == 20 + 65 + 1 + 2 + 7)
    #expect(sealed(.transfer(transfer), gasPrice: .zero).totalSize == 20 + 65 + 0 + 2 + 7)
    #expect(sealed(.execution(Execution(amount: .zero, contract: "", data: [1, 2, 3]))).totalSize == 20 + 65 + 1 + 3)
    #expect(sealed(.vote(Vote(votee: Samples.address))).totalSize == 20 + 65 + 1 + 8)
    #expect(sealed(.stopSubChain(StopSubChain(chainID: 1, stopHeight: 2, subChainAddress: "x"))).totalSize == 20 + 65 + 1 + 12)
    #expect(sealed(.grantReward(GrantReward(rewardType: .block, height: 1))).totalSize == nil)
  }

  @Test("names no cost for negative or impossible amounts")
  func impossibleCosts() {
    func cost(_ amount: String, price: String) throws -> U256 {
      try Samples.envelope(
        .transfer(Transfer(amount: WireInteger(parsing: amount), recipient: "")), gasPrice: WireInteger(parsing: price)
      ).cost()
    }
    #expect(throws: ActionError.negativeAmount) { try cost("-1", price: "1") }
    #expect(throws: ActionError.negativeAmount) { try cost("1", price: "-1") }
    #expect(throws: ActionError.costOverflow) { try cost(U256.max.decimal, price: "1") }
    #expect(throws: ActionError.costOverflow) { try cost("1", price: U256.max.decimal) }
    #expect(throws: ActionError.costOverflow) { try cost("1" + String(repeating: "0", count: 90), price: "0") }
  }

  @Test("Plum actions have neither gas nor cost")
  func plum() {
    for payload in Samples.payloads where payload.isPlum {
      #expect(throws: ActionError.noRules(payload.kind)) { try payload.intrinsicGas() }
      #expect(throws: ActionError.noRules(payload.kind)) { try Samples.envelope(payload).cost() }
    }
  }
}
