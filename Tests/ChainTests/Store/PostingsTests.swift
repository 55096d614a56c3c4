import Primitives
import TestSupport
import Testing

@testable import Chain

@Suite("Postings")
struct PostingsTests {
  @Test("search evenly and unevenly spread keys alike", arguments: [UInt64.max, 1 << 20, 50])
  func lowerBounds(spread: UInt64) {
    var random = SeededGenerator(seed: spread)
    for count in [0, 1, 2, 3, 10, 200] {
      let keys = (0..<count).map { _ in UInt64.random(in: 0...spread, using: &random) }.sorted()
      for _ in 0..<200 {
        let key = Bool.random(using: &random) ? keys.randomElement(using: &random) ?? 0 : UInt64.random(in: 0...spread, using: &random)
        let found = lowerBound(of: key, count: count) { keys[$0] < key }
        #expect(found == keys.firstIndex { $0 >= key } ?? count)
      }
      #expect(lowerBound(of: .max, count: count) { keys[$0] < .max } == (keys.firstIndex(of: .max) ?? count))
      #expect(lowerBound(of: 0, count: count) { keys[$0] < 0 } == 0)
    }
  }

  @Test("group pairs by key, each pair once")
  func groups() {
    let postings = Postings<UInt64>([(5, 2), (3, 1), (5, 0), (5, 2), (9, 4)])
    #expect(postings.keys == [3, 5, 9])
    #expect(postings.ends == [1, 3, 4])
    #expect(postings.items == [1, 0, 2, 4])
  }

  @Test("come back from a record, and an unknown key has no items")
  func record() {
    let postings = Postings<UInt64>([(5, 2), (3, 1), (5, 0), (.max, 4)])
    var bytes = [UInt8](repeating: 0, count: postings.encodedSize + 3)
    bytes.withUnsafeMutableBytes { postings.write(to: $0, at: 3) }
    bytes.withUnsafeBytes { bytes in
      let view = PostingsView<UInt64>(bytes, at: 3, keyCount: 3, itemCount: 4)
      #expect(view.items(of: 5).map { view.item($0) } == [0, 2])
      #expect(view.items(of: .max).map { view.item($0) } == [4])
      #expect(view.items(of: 4).isEmpty && view.items(of: 0).isEmpty)
    }
  }

  @Test("never reach beyond a damaged record")
  func damagedRecord() {
    let postings = Postings<UInt64>([(1, 1), (2, 2)])
    var bytes = [UInt8](repeating: 0, count: postings.encodedSize)
    bytes.withUnsafeMutableBytes { buffer in
      postings.write(to: buffer, at: 0)
      buffer.storeBytes(of: UInt32.max, toByteOffset: 8, as: UInt32.self)
    }
    bytes.withUnsafeBytes { bytes in
      let view = PostingsView<UInt64>(bytes, at: 0, keyCount: 2, itemCount: 2)
      #expect(view.itemRange(ofKey: 0) == 0..<2)
      #expect(view.itemRange(ofKey: 1) == 2..<2)
    }
  }

  @Test("refuse a record whose length does not fit its head")
  func refusesLength() {
    for size in [0, 39, 41, 100] {
      let bytes = [UInt8](repeating: 0, count: size)
      #expect(throws: StoreError.self) {
        try bytes.withUnsafeBytes { _ = try ActivityRun($0, firstHeight: 1) }
      }
    }
    let huge = [UInt8](repeating: 0xff, count: 40)
    #expect(throws: StoreError.self) { try huge.withUnsafeBytes { _ = try ActivityRun($0, firstHeight: 1) } }
  }
}
