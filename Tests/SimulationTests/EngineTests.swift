import SimulationKit
import Testing

@Suite("The simulation engine")
struct EngineTests {
  @Test("takes events by time, and those of one moment in their order")
  func queueOrder() {
    var queue = EventQueue<Int>()
    var random = RandomStream(seed: 3, concern: "test")
    for number in 0..<500 { queue.schedule(number, at: VirtualTime(nanoseconds: UInt64(random.below(20)))) }
    var last = (time: VirtualTime.zero, event: -1)
    for _ in 0..<500 {
      guard let next = queue.next() else { break }
      #expect(next.time > last.time || next.event > last.event)
      last = next
    }
    #expect(queue.next() == nil)
  }

  @Test("draws the same numbers for the same seed and concern, and others for others")
  func streams() {
    func draw(_ seed: UInt64, _ concern: StaticString, _ number: Int) -> [UInt64] {
      var stream = RandomStream(seed: seed, concern: concern, number: number)
      return (0..<5).map { _ in stream.next() }
    }
    #expect(draw(1, "a", 0) == draw(1, "a", 0))
    let all = [draw(1, "a", 0), draw(2, "a", 0), draw(1, "b", 0), draw(1, "a", 1)]
    #expect(Set(all).count == 4)
  }

  @Test("keeps draws within their bounds and reaches both ends")
  func ranges() {
    var stream = RandomStream(seed: 9, concern: "test")
    let draws = (0..<1000).map { _ in stream.within(3...6) }
    #expect(Set(draws) == [3, 4, 5, 6])
    #expect((0..<100).allSatisfy { _ in !stream.chance(perMillion: 0) && stream.chance(perMillion: 1_000_000) })
    #expect(stream.shuffled(Array(0..<50)).sorted() == Array(0..<50))
  }

  @Test("hashes every word, and the border between two texts")
  func hash() {
    var one = RunningHash()
    one.fold("ab")
    one.fold("c")
    var two = RunningHash()
    two.fold("a")
    two.fold("bc")
    #expect(one != two)
    #expect(RunningHash.of([1, 2, 3]) != RunningHash.of([1, 2, 4]))
    #expect(RunningHash.of([0]) != RunningHash.of([0, 0]))
    #expect(one.hex.count == 32)
  }

  @Test("keeps the last events, oldest first")
  func lastEvents() {
    var trace = Trace(keeping: 3)
    for number in 1...5 as ClosedRange<UInt64> { trace.record(TraceEvent(time: .zero, kind: .timer, number: number)) }
    #expect(trace.lastEvents.map(\.number) == [3, 4, 5])
    #expect(trace.count == 5)
  }
}

@Suite("The network model")
struct NetworkModelTests {
  private func network(_ profile: LinkProfile) -> NetworkModel {
    NetworkModel(nodeCount: 3, profile: profile, random: RandomStream(seed: 5, concern: "network"))
  }

  private func arrivals(_ network: inout NetworkModel, count: Int) -> [VirtualTime] {
    (0..<count).flatMap { number -> [VirtualTime] in
      guard case .arrives(let times) = network.send(from: 0, to: 1, at: VirtualTime(nanoseconds: UInt64(number) * 1000)) else { return [] }
      return times
    }
  }

  @Test("keeps the order of a link's messages, unless it is told to change it")
  func order() {
    var steady = network(LinkProfile(delay: 1000...90_000))
    let times = arrivals(&steady, count: 300)
    #expect(times == times.sorted() && times.count == 300)
    var shaky = network(LinkProfile(delay: 1000...90_000, reorderedPerMillion: 300_000, reorderDelay: 200_000))
    let shaken = arrivals(&shaky, count: 300)
    #expect(shaken != shaken.sorted())
  }

  @Test("loses and repeats about as much as it is told")
  func losses() {
    var lossy = network(LinkProfile(delay: 1...2, lossPerMillion: 250_000))
    #expect((650...850).contains(arrivals(&lossy, count: 1000).count))
    var echoing = network(LinkProfile(delay: 1...2, duplicatesPerMillion: 250_000))
    #expect((1150...1350).contains(arrivals(&echoing, count: 1000).count))
  }

  @Test("cuts a link in one direction only")
  func cut() {
    var network = network(.calm)
    network.cutLink(from: 0, to: 1)
    #expect(network.send(from: 0, to: 1, at: .zero) == .blocked)
    #expect(network.send(from: 1, to: 0, at: .zero) != .blocked)
    network.heal()
    #expect(network.send(from: 0, to: 1, at: .zero) != .blocked)
  }
}
