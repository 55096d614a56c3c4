import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import RewardingHandlers
import State
import Storage
import TestSupport
import Testing

/// Where the protocols keep their records: every key of the recorded ones that this client writes.
@Suite struct StateKeyTests {
  private static let producer = TestKeys.numbered(0).publicKey.address

  /// One delegate, who gets all rewards.
  private struct OneDelegate: CandidateDirectory {
    let rewardAddress: String

    private var list: CandidateList {
      CandidateList([Candidate(address: producer.bech32, votes: WireInteger(1), rewardAddress: rewardAddress)])
    }

    func candidates(at height: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { list }
    func activeBlockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? {
      list
    }
    func blockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { list }
  }

  /// The keys that a grant writes.
  ///
  /// - Parameter height: of a network with epochs of two blocks, so that the last block of epoch e has height 2e.
  private static func keys(_ type: GrantReward.RewardType, height: UInt64, rewardAddress: String) throws -> Set<String> {
    let store = try MemoryStore(tables: StateNamespace.tables)
    let handler = RewardingHandler(candidates: OneDelegate(rewardAddress: rewardAddress))
    let block = BlockContext(
      height: height, timestamp: Timestamp(seconds: 0), producer: producer, actionGasLimit: 0, gasLeft: 0,
      rules: try ForkSchedule.alphaForever.rules(at: 1),
      epochs: try EpochArithmetic(numDelegates: 1, numCandidateDelegates: 1, numSubEpochs: 2))
    let state = WorkingSet(over: try store.snapshot())
    try handler.writeGenesisState(of: .reference, in: block, state: state)
    let before = state.writes.count
    let action = SystemActions(producer: TestKeys.numbered(0)).grantReward(type, height: height)
    let history = SampleHistory(tipHeight: height == 0 ? 0 : height - 1, producer: { _ in producer })
    let receipt = try handler.handle(try ActionContext(block: block, action: action, history: history), state: state)
    #expect(receipt?.status == 1)
    return Set(state.writes[before...].map { Hex.encode($0.key) })
  }

  @Test func `rewarding records have the reference's keys`() throws {
    let state = WorkingSet(over: try MemoryStore(tables: StateNamespace.tables).snapshot())
    let genesisBlock = BlockContext(
      height: 0, timestamp: Timestamp(seconds: 0), producer: .zero, actionGasLimit: 0, gasLeft: 0,
      rules: try ForkSchedule.alphaForever.rules(at: 0),
      epochs: try EpochArithmetic(numDelegates: 1, numCandidateDelegates: 1, numSubEpochs: 2))
    try RewardingHandler(candidates: OneDelegate(rewardAddress: "")).writeGenesisState(of: .reference, in: genesisBlock, state: state)
    let atGenesis = Set(state.writes.map { Hex.encode($0.key) })

    var checked: [String: Int] = [:]
    for entry in try GoldenData.section("stateKeys").array {
      let key = try entry.string("key")
      let name = try entry.string("name")
      let other = HandlerFixture.address(0).bech32
      switch name {
      case "rewarding admin", "rewarding fund", "rewarding exempt":
        #expect(atGenesis.contains(key), "\(name)")
      case "block reward history":
        #expect(try Self.keys(.block, height: entry.uint64("height"), rewardAddress: other).contains(key), "\(entry.path)")
      case "epoch reward history":
        let epoch = try entry.uint64("epoch")
        // There is no epoch 0 whose reward could be granted.
        if epoch > 0 { #expect(try Self.keys(.epoch, height: 2 * epoch, rewardAddress: other).contains(key), "\(entry.path)") }
      case let account where account.hasPrefix("reward account"):
        #expect(try Self.keys(.block, height: 1, rewardAddress: entry.string("address")).contains(key), "\(entry.path)")
      case "candidates":
        #expect(CandidateList.stateKey(height: try entry.uint64("height")).hex == key)
      case "sub chain deposit", "sub chains in operation":
        // Records of sub-chains, whose actions this client refuses.
        break
      default: Issue.record("no test for the key of \(name)")
      }
      checked[name, default: 0] += 1
    }
    #expect(checked.count == 9)
  }
}
