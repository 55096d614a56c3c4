import Testing

@testable import Rehearsal

@Suite struct PercentilesTests {
  @Test func `takes the nearest rank, in milliseconds`() throws {
    let hundred = try #require(Percentiles(seconds: (1...100).shuffled().map { Double($0) / 1000 }))
    #expect(hundred.count == 100)
    #expect(hundred.p50 == 50)
    #expect(hundred.p95 == 95)
    #expect(hundred.p99 == 99)
    #expect(hundred.max == 100)
  }

  @Test func `of one duration is that duration`() throws {
    let one = try #require(Percentiles(seconds: [0.25]))
    #expect([one.p50, one.p95, one.p99, one.max] == [250, 250, 250, 250])
  }

  @Test func `of nothing is nothing`() {
    #expect(Percentiles(seconds: []) == nil)
  }
}
