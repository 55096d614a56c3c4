import SimulationKit
import Testing

@Suite("A world of toy nodes")
struct WorldTests {
  private func at(_ seconds: Double) -> VirtualTime { VirtualTime(nanoseconds: UInt64(seconds * 1e9)) }

  @Test("replays a scenario to the same hash, and another seed to another")
  func replay() throws {
    let generator = ScenarioGenerator()
    var hashes: Set<String> = []
    for seed in 1...20 as ClosedRange<UInt64> {
      let worlds = try (0..<2).map { _ in try ToyNode.world(generator.scenario(seed: seed)) }
      worlds.forEach { $0.run() }
      #expect(worlds[0].trace.hash == worlds[1].trace.hash)
      #expect(worlds[0].trace.count == worlds[1].trace.count)
      hashes.insert(worlds[0].trace.hash.hex)
    }
    #expect(hashes.count == 20)
  }

  @Test("finds nothing wrong with nodes that do nothing wrong")
  func calm() throws {
    let world = try ToyNode.world(ToyNode.calm(nodes: 5, seconds: 20))
    #expect(world.run() == nil)
    #expect(world.trace.count > 100)
  }

  @Test("finds two blocks at one height")
  func disagreement() throws {
    let world = try ToyNode.world(ToyNode.calm(nodes: 5, seconds: 20), flaw: .believesEverything)
    let violation = try #require(world.run())
    #expect(violation.check == "agreement")
    #expect(violation.detail.contains("at height 1"))
    #expect(world.trace.lastEvents.contains { $0.kind == .committed })
  }

  @Test("finds what was not synced before the power failed", arguments: [ToyNode.Flaw.none, .forgetsToSync])
  func lostCommit(flaw: ToyNode.Flaw) throws {
    var found = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      var scenario = ToyNode.calm(nodes: 4, seconds: 20)
      scenario.seed = seed
      scenario.steps = [(at(10.5), .crash(2)), (at(11), .restart(2))]
      if try ToyNode.world(scenario, flaw: flaw).run()?.check == "agreement" { found += 1 }
    }
    #expect(flaw == .none ? found == 0 : found > 10)
  }

  @Test("survives a machine that dies before or after a commit", arguments: [true, false])
  func crashAtCommit(afterwards: Bool) throws {
    var scenario = ToyNode.calm(nodes: 4, seconds: 20)
    scenario.steps = [(at(5.5), .crashAtCommit(1, commit: 3, afterwards: afterwards)), (at(12), .restart(1))]
    var kinds: [TraceEvent.Kind] = []
    let world = try ToyNode.world(scenario) { if $0.node == 1 { kinds.append($0.kind) } }
    #expect(world.run() == nil)
    #expect(kinds.contains(.crashed))
    #expect(kinds.contains(.restarted))
  }

  @Test("carries nothing between the parts of a network, nor what is on its way when it parts")
  func partition() throws {
    var scenario = ToyNode.calm(nodes: 4, seconds: 20)
    scenario.steps = [(at(5.5), .partition([0, 0, 1, 1])), (at(15.5), .join)]
    var blocked = 0
    var delivered: [VirtualTime] = []
    let world = try ToyNode.world(scenario) { event in
      if event.kind == .blocked { blocked += 1 }
      if event.kind == .delivered, event.node == 3 { delivered.append(event.time) }
    }
    world.run()
    #expect(blocked == 20)
    #expect(!delivered.contains { $0 > at(5.6) && $0 < at(15.5) })
    #expect(delivered.contains { $0 > at(15.5) })
  }

  @Test("lets what a node sends wait for its disk")
  func slowDisk() throws {
    var scenario = ToyNode.calm(nodes: 2, seconds: 3)
    scenario.nodes[0].commitLatency = 300 * Span.millisecond
    var delivered: [VirtualTime] = []
    let world = try ToyNode.world(scenario) { if $0.kind == .delivered { delivered.append($0.time) } }
    world.run()
    let first = try #require(delivered.first)
    #expect(first >= at(1.3))
  }
}
