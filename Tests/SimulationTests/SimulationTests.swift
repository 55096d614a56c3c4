import SimulationKit
import Testing

/// Simulations of real nodes. They are few here, because unoptimised code is slow; `make simulate` runs thousands.
@Suite("Simulations of real nodes")
struct SimulationTests {
  @Test("hold all rules", arguments: [2, 3, 4, 6] as [UInt64])
  func seeds(seed: UInt64) throws {
    let outcome = try Simulation(seed: seed).run()
    #expect(outcome.violation == nil, "\(SimulationReport.failure(outcome, replay: "simulate --seed \(seed)", withEvents: true))")
    #expect(outcome.height > 1)
    #expect(outcome.actions.mined == outcome.actions.submitted)
  }

  @Test("replay to the same events", arguments: [2, 5] as [UInt64])
  func replay(seed: UInt64) throws {
    var lines: [[String]] = []
    let hashes = try (0..<2).map { _ in
      var trace: [String] = []
      defer { lines.append(trace) }
      return try Simulation(seed: seed).run { trace.append($0.description) }.hash
    }
    #expect(hashes[0] == hashes[1])
    #expect(lines[0] == lines[1])
  }

  @Test(
    "find faults put in on purpose, and nothing without them",
    arguments: [
      (DeliberateFault.quorum, 5 as UInt64, "footer"), (.lock, 13, "lock"), (.journal, 63, "double-sign"), (.nonDelegates, 18, "footer"),
    ])
  func faults(fault: DeliberateFault, seed: UInt64, check: String) throws {
    var options = Simulation.Options()
    options.fault = fault
    #expect(try Simulation(seed: seed, options: options).run().violation?.check == check)
    #expect(try Simulation(seed: seed).run().violation == nil)
  }

  @Test(
    "hold all rules where an earlier version broke one",
    arguments: [
      // A delegate's own votes, replayed under another height, made it stop signing.
      15 as UInt64,
      // Too few delegates knew of a lock, and could not tell the others.
      239, 263,
      // A block came with a forged, early commit time, and its delegate counted its rounds differently from the others for ever.
      2210, 3402,
      // Clocks were behind when a block was committed: its commit time was not believed, and not looked at again when they were right.
      2707, 6554,
      // A locked block's producer did not have the turn any more when the others knew a better commit time of the block below.
      15823, 24806,
    ])
  func foundBefore(seed: UInt64) throws {
    #expect(try Simulation(seed: seed).run().violation == nil)
  }

  @Test("hold all rules with one delegate that misbehaves in one way", arguments: ByzantineBehaviour.allCases)
  func behaviours(behaviour: ByzantineBehaviour) throws {
    var nodes = Array(repeating: Scenario.Node(), count: 4)
    if behaviour == .outsiderVotes {
      nodes.append(Scenario.Node(role: .byzantine([behaviour]), isDelegate: false))
    } else {
      nodes[2].role = .byzantine([behaviour])
    }
    var scenario = Scenario(
      seed: 77, nodes: nodes, blockInterval: 2 * Span.second, healing: VirtualTime(nanoseconds: 15 * Span.second),
      end: VirtualTime(nanoseconds: 80 * Span.second))
    // An outage, so that there is something to fetch and to lock again.
    scenario.steps = [
      (VirtualTime(nanoseconds: 5 * Span.second), .crash(0)), (VirtualTime(nanoseconds: 11 * Span.second), .restart(0)),
    ]
    scenario.submissions = (1...4).map { Scenario.Submission(time: VirtualTime(nanoseconds: UInt64($0) * Span.second), user: $0, node: 1) }
    var misdeeds = 0
    let outcome = try Simulation(scenario).run { if $0.kind == .misbehaved { misdeeds += 1 } }
    #expect(outcome.violation == nil, "\(SimulationReport.failure(outcome, replay: "", withEvents: true))")
    // A proof is withheld, and others' blocks are lied about, only when there is reason to.
    #expect(misdeeds > 0 || behaviour == .withheldProof)
  }

  @Test("say what failed, and how to see it again")
  func report() throws {
    var options = Simulation.Options()
    options.fault = .nonDelegates
    let outcome = try Simulation(seed: 18, options: options).run()
    let text = SimulationReport.failure(outcome, replay: "simulate --seed 18 --fault non-delegates --trace", withEvents: true)
    #expect(text.hasPrefix("seed 18 FAILED: footer at "))
    #expect(text.hasSuffix("replay: simulate --seed 18 --fault non-delegates --trace"))
    #expect(text.split(separator: "\n").count > 50)
    #expect(text.contains(outcome.hash))
  }

  @Test("run in batches on several threads, to the same result as on one")
  func batch() throws {
    let summaries = try [1, 2].map { jobs in
      try SimulationBatch(first: 2, count: 3, options: Simulation.Options(), jobs: jobs).run { _ in }
    }
    #expect(summaries.map(\.seeds) == [3, 3])
    #expect(summaries[0].hash == summaries[1].hash)
    #expect(summaries.allSatisfy { $0.failures.isEmpty && $0.events > 1000 })
  }
}
