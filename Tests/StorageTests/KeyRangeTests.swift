import Testing

@testable import Storage

@Suite("Key ranges")
struct KeyRangeTests {
  @Test("end a prefix at the next sibling")
  func prefixEnds() {
    #expect(KeyRange.prefix([1, 2]).upper == [1, 3])
    #expect(KeyRange.prefix([1, 0xff]).upper == [2])
    #expect(KeyRange.prefix([0xff, 0xff]).upper == nil)
    #expect(KeyRange.prefix([]) == .all)
  }

  @Test("never begin outside the prefix")
  func startInsidePrefix() {
    #expect(KeyRange(prefix: [5], from: [1], reverse: false) == .prefix([5]))
    #expect(KeyRange(prefix: [5], from: [5, 9], reverse: false).lower == [5, 9])
    #expect(KeyRange(prefix: [5], from: [5, 9], reverse: true).upper == [5, 9, 0])
    #expect(KeyRange(prefix: [5], from: [9], reverse: true) == .prefix([5]))
  }
}
