import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct BlockRunnerTests {
  private static func transfer(_ nonce: UInt64, _ order: ScriptedHandler.Order) -> SealedAction {
    .transfer(from: TestKeys.numbered(10), to: .zero, nonce: nonce, payload: [order.rawValue])
  }

  @Test func `asks handlers in their order until one has a receipt`() throws {
    let runner = BlockRunner(handlers: [IdleGrantHandler(), ScriptedHandler(name: "first"), ScriptedHandler(name: "second")])
    let receipt = try runner.run(Self.transfer(1, .accept), in: .sample(), history: SampleHistory(), state: .sample())
    #expect(receipt.contractAddress == "first")
  }

  @Test func `refuses what no handler processes`() throws {
    let runner = BlockRunner(handlers: [ScriptedHandler(), IdleGrantHandler()])
    do {
      _ = try runner.run(Self.transfer(1, .ignore), in: .sample(), history: SampleHistory(), state: .sample())
      Issue.record("accepted")
    } catch HandlingError.rejected(let rejection) {
      #expect(rejection.code == .unsupported)
    }
  }

  @Test func `refuses what has no rules for its gas`() throws {
    let runner = BlockRunner(handlers: [ScriptedHandler()])
    let action = SealedAction.signed(.createPlumChain(CreatePlumChain()), by: TestKeys.numbered(10), nonce: 1)
    do {
      _ = try runner.run(action, in: .sample(), history: SampleHistory(), state: .sample())
      Issue.record("accepted")
    } catch HandlingError.rejected(let rejection) {
      #expect(rejection.code == .intrinsicGasTooLow)
    }
  }

  @Test func `names the action of a block that fails`() throws {
    let runner = BlockRunner(handlers: [ScriptedHandler()])
    let actions = [Self.transfer(1, .accept), Self.transfer(2, .refuse), Self.transfer(3, .accept)]
    do {
      _ = try runner.run(actions, in: .sample(), history: SampleHistory(), state: .sample())
      Issue.record("accepted")
    } catch let failed as FailedAction {
      #expect(failed.index == 1)
      #expect(failed.hash == actions[1].hash)
    }
  }

  @Test func `closes a block with its height`() throws {
    let state = try WorkingSet.sample()
    let receipts = try BlockRunner(handlers: [ScriptedHandler()]).run(
      [Self.transfer(1, .accept)], in: .sample(height: 300), history: SampleHistory(), state: state)
    #expect(receipts.count == 1)
    #expect(state.writes.last?.value == [44, 1, 0, 0, 0, 0, 0, 0])
  }
}
