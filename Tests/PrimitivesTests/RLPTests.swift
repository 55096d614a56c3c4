import Primitives
import Testing

@Suite("RLP")
struct RLPTests {
  private static func hex(_ text: String) throws -> [UInt8] { try Hex.decode(text) }
  private static func text(_ text: String) -> RLPItem { .bytes([UInt8](text.utf8)) }

  @Test(
    "encodes values in their one form and decodes it",
    arguments: [
      (.bytes([]), "80"), (.bytes([0]), "00"), (.bytes([0x7f]), "7f"), (.bytes([0x80]), "8180"), (.bytes([0, 1]), "820001"),
      (.integer(0), "80"), (.integer(127), "7f"), (.integer(128), "8180"), (.integer(0x0400), "820400"),
      (.list([]), "c0"), (.list([.list([]), .list([.list([])])]), "c3c0c1c0"),
      (.list([.bytes([1]), .bytes([0x63, 0x61, 0x74]), .list([.bytes([])])]), "c70183636174c180"),
      (.bytes([UInt8](repeating: 0xaa, count: 55)), "b7" + String(repeating: "aa", count: 55)),
      (.bytes([UInt8](repeating: 0xaa, count: 56)), "b838" + String(repeating: "aa", count: 56)),
      (.bytes([UInt8](repeating: 0xaa, count: 256)), "b90100" + String(repeating: "aa", count: 256)),
      (.list([RLPItem](repeating: .bytes([5]), count: 55)), "f7" + String(repeating: "05", count: 55)),
      (.list([RLPItem](repeating: .bytes([5]), count: 56)), "f838" + String(repeating: "05", count: 56)),
      (.list([RLPItem](repeating: .bytes([5]), count: 65536)), "fa010000" + String(repeating: "05", count: 65536)),
    ] as [(RLPItem, String)])
  func roundTrip(item: RLPItem, encoding: String) throws {
    #expect(Hex.encode(RLP.encode(item)) == encoding)
    #expect(RLP.encodedCount(of: item) == encoding.count / 2)
    #expect(try RLP.decode(Self.hex(encoding)) == item)
  }

  @Test(
    "refuses everything but the one encoding of a value",
    arguments: [
      ("", .truncated(offset: 0)), ("8000", .trailingBytes(offset: 1)), ("c000", .trailingBytes(offset: 1)),
      ("8100", .notCanonical(offset: 0)), ("817f", .notCanonical(offset: 0)), ("c28101", .notCanonical(offset: 1)),
      ("b800", .notCanonical(offset: 0)), ("b837" + String(repeating: "aa", count: 55), .notCanonical(offset: 0)),
      ("b90038" + String(repeating: "aa", count: 56), .notCanonical(offset: 0)), ("f800", .notCanonical(offset: 0)),
      ("81", .truncated(offset: 0)), ("b8", .truncated(offset: 0)), ("b9ff", .truncated(offset: 0)), ("c2", .truncated(offset: 0)),
      ("c18180", .truncated(offset: 1)), ("c2c28001", .truncated(offset: 1)), ("bfffffffffffffffff", .truncated(offset: 0)),
      ("ff7fffffffffffffff80", .truncated(offset: 0)), ("ffffffffffffffffff", .truncated(offset: 0)), ("c1c1", .truncated(offset: 1)),
    ] as [(String, RLPError)])
  func refuses(encoding: String, error: RLPError) {
    #expect(throws: error) { try RLP.decode(Self.hex(encoding)) }
  }

  @Test("refuses lists nested deeper than the limit, before they nest")
  func limitsDepth() throws {
    func nested(_ depth: Int) -> RLPItem { (1..<depth).reduce(.list([])) { item, _ in .list([item]) } }
    let limits = RLP.Limits(maximumDepth: 10)
    #expect(try RLP.decode(RLP.encode(nested(10)), limits: limits) == nested(10))
    #expect(throws: RLPError.tooDeep(offset: 10)) { try RLP.decode(RLP.encode(nested(11)), limits: limits) }
    #expect(throws: RLPError.tooDeep(offset: 0)) { try RLP.decode([0xc0], limits: RLP.Limits(maximumDepth: 0)) }
    #expect(throws: RLPError.self) { try RLP.decode([UInt8](repeating: 0xc1, count: 1 << 20)) }
  }

  @Test("refuses more values and more bytes than the limits allow")
  func limitsCounts() throws {
    let four = RLP.encode(.list([.list([]), .list([]), .list([])]))
    #expect(try RLP.decode(four, limits: RLP.Limits(maximumItems: 4)).list?.count == 3)
    #expect(throws: RLPError.tooManyItems(offset: 3)) { try RLP.decode(four, limits: RLP.Limits(maximumItems: 3)) }
    #expect(try RLP.decode(four, limits: RLP.Limits(maximumBytes: 4)).list?.count == 3)
    #expect(throws: RLPError.tooLong(4)) { try RLP.decode(four, limits: RLP.Limits(maximumBytes: 3)) }
  }

  @Test("a list written by hand equals one encoded as a value")
  func writesListHeader() {
    var output: [UInt8] = []
    RLP.appendListHeader(count: 62, to: &output)
    RLP.append(bytes: [UInt8](repeating: 7, count: 60), to: &output)
    #expect(output == RLP.encode(.list([.bytes([UInt8](repeating: 7, count: 60))])))
  }

  @Test("reads numbers strictly")
  func readsIntegers() throws {
    #expect(RLPItem.bytes([]).integer == .zero)
    #expect(RLPItem.bytes([1, 0]).integer == 256)
    #expect(RLPItem.bytes([0, 1]).integer == nil)
    #expect(RLPItem.bytes([0]).integer == nil)
    #expect(RLPItem.bytes([UInt8](repeating: 1, count: 33)).integer == nil)
    #expect(RLPItem.list([]).integer == nil)
    #expect(RLPItem.list([]).bytes == nil)
    #expect(RLPItem.bytes([]).list == nil)
    #expect(RLPItem.integer(.max).bytes == [UInt8](repeating: 0xff, count: 32))
    #expect(RLPItem.address(.zero).bytes?.count == 20)
    #expect(RLPItem.hash(.zero).bytes?.count == 32)
  }

  @Test("every strict prefix and every byte behind a valid encoding is refused")
  func refusesPrefixesAndTails() {
    let encoding = RLP.encode(.list([Self.text("dog"), .list([.integer(1024), .bytes([UInt8](repeating: 1, count: 60))]), .bytes([])]))
    for count in 0..<encoding.count {
      #expect(throws: RLPError.self) { try RLP.decode([UInt8](encoding.prefix(count))) }
    }
    #expect(throws: RLPError.trailingBytes(offset: encoding.count)) { try RLP.decode(encoding + [0x80]) }
  }

  @Test("whatever bytes decode encode to the same bytes again")
  func isInjective() throws {
    // All encodings of up to two bytes, and of three beginning with a list or string header.
    var decoded = 0
    for value in 0..<(1 << 16) {
      for bytes in [[UInt8(value >> 8), UInt8(value & 0xff)], [0xc2, UInt8(value >> 8), UInt8(value & 0xff)]] {
        guard let item = try? RLP.decode(bytes) else { continue }
        decoded += 1
        if RLP.encode(item) != bytes { Issue.record("\(Hex.encode(bytes)) is accepted and not canonical") }
      }
    }
    #expect(decoded > 16384)
  }
}
