import Testing

@testable import APICore

/// Parts of lists.
@Suite("A page")
struct PageTests {
  @Test("is the part of the list that it names, and empty behind the end")
  func range() {
    #expect(Page(start: 2, count: 3).range(of: 10) == 2..<5)
    #expect(Page(start: 8, count: 5).range(of: 10) == 8..<10)
    #expect(Page(start: 10, count: 5).range(of: 10).isEmpty)
    #expect(Page(start: .max, count: 5).range(of: 10).isEmpty)
    #expect(Page(start: 1, count: .max).range(of: 10) == 1..<10)
    #expect(Page(start: 0, count: 0).range(of: 10).isEmpty)
  }
}
