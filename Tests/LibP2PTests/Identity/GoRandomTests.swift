import TestSupport
import Testing

@testable import LibP2P

@Suite("Go's math/rand")
struct GoRandomTests {
  @Test("gives the numbers and bytes of Go")
  func sources() throws {
    let vectors = try GoldenData.json("p2p/01-go-math-rand.json")
    #expect(GoRandomTable.words == vectors["rng_cooked_hex"].array.compactMap { UInt64($0.string ?? "", radix: 16) })
    let sources = vectors["sources"].array
    #expect(sources.count == 6)
    for source in sources {
      let seed = try #require(Int64(try source.string("seed")))
      var numbers = GoRandom(seed: seed)
      let expected = source["uint64_hex"].array.compactMap { UInt64($0.string ?? "", radix: 16) }
      #expect(expected.count == 64)
      #expect(expected.map { _ in numbers.uint64() } == expected, "seed \(seed)")
      for _ in expected.count..<1_999 { _ = numbers.uint64() }
      #expect(numbers.uint64() == UInt64(try source.string("uint64_number_2000_hex"), radix: 16), "seed \(seed)")
      var small = GoRandom(seed: seed)
      let int63 = source["int63_hex"].array.compactMap { UInt64($0.string ?? "", radix: 16) }
      #expect(int63.map { _ in small.int63() } == int63)
      var bytes = GoRandom(seed: seed)
      #expect(bytes.bytes(64) == (try source.hex("read_64_bytes")), "seed \(seed)")
    }
  }
}
