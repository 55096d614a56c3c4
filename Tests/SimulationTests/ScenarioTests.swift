import SimulationKit
import Testing

@Suite("Scenarios")
struct ScenarioTests {
  private let scenarios = (1...400 as ClosedRange<UInt64>).map { ScenarioGenerator().scenario(seed: $0) }

  @Test("have 4 to 24 delegates and never more faulty ones than are tolerated")
  func faultyNodes() {
    for scenario in scenarios {
      let delegates = scenario.delegates
      #expect((4...24).contains(delegates.count))
      let faulty = delegates.count { !scenario.nodes[$0].role.isHonest }
      #expect(faulty <= Scenario.tolerated(delegates: delegates.count))
    }
    #expect(scenarios.contains { $0.delegates.count >= 14 })
  }

  @Test("use every behaviour and every kind of fault")
  func variety() {
    var behaviours: Set<ByzantineBehaviour> = []
    var steps: Set<String> = []
    for scenario in scenarios {
      for case .byzantine(let kinds) in scenario.nodes.map(\.role) { behaviours.formUnion(kinds) }
      for (_, step) in scenario.steps { steps.insert(String("\(step)".prefix { $0 != "(" })) }
    }
    #expect(behaviours == Set(ByzantineBehaviour.allCases))
    #expect(steps == ["crash", "crashAtCommit", "restart", "partition", "cut", "join", "links", "linksOf", "clock", "disk"])
  }

  @Test("schedule their steps in order, and heal before they end")
  func order() {
    for scenario in scenarios {
      #expect(zip(scenario.steps, scenario.steps.dropFirst()).allSatisfy { $0.time <= $1.time })
      #expect(scenario.healing < scenario.end)
      #expect(scenario.submissions.allSatisfy { $0.time <= scenario.healing })
    }
  }

  @Test("have as many delegates as is asked for")
  func delegates() {
    var options = ScenarioGenerator.Options()
    options.delegates = 9
    #expect((1...20).allSatisfy { ScenarioGenerator(options: options).scenario(seed: $0).delegates.count == 9 })
  }
}
