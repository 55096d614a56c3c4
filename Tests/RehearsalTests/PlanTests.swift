import ChainCrypto
import ChainSpec
import Primitives
import Testing

@testable import Rehearsal

@Suite struct PlanTests {
  private static func plan(_ change: (inout RehearsalPlan) -> Void) -> RehearsalPlan {
    var plan = RehearsalPlan(directory: "somewhere", program: "iotexd")
    change(&plan)
    return plan
  }

  @Test(arguments: [
    plan { $0.delegates = 0 }, plan { $0.delegates = 65 }, plan { $0.duration = 0.5 }, plan { $0.rate = -1 },
    plan { $0.contractShare = 1.1 }, plan { $0.accounts = 0 }, plan { $0.blockInterval = 100 }, plan { $0.blockGasLimit = 1 },
    plan { $0.duration = .nan }, plan { $0.rate = .infinity },
  ])
  func `refuses what makes no sense`(plan: RehearsalPlan) {
    #expect(throws: RehearsalError.self) { try plan.validate() }
  }

  @Test func `accepts the default figures`() {
    #expect(throws: Never.self) { try Self.plan { _ in }.validate() }
  }

  @Test func `makes a genesis that reads back, with every delegate and every account`() throws {
    let plan = Self.plan {
      $0.delegates = 4
      $0.accounts = 3
    }
    let members = NetworkMembers(delegates: plan.delegates, accounts: plan.accounts)
    let genesis = try members.genesis(for: plan, time: 1_700_000_000)
    #expect(try Genesis(yaml: genesis.yaml).hash == genesis.hash)
    #expect(genesis.poll.delegates.map(\.operatorAddress) == members.delegates.map(\.publicKey.address))
    let funded = Dictionary(uniqueKeysWithValues: genesis.account.initBalances.map { ($0.address, $0.balance) })
    for key in members.accounts + members.delegates { #expect(funded[key.publicKey.address] == Rau.iotx(1_000_000).value) }
    #expect(genesis.blockchain.blockInterval.nanoseconds == 5_000_000_000)
  }
}
