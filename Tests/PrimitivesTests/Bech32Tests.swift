import Primitives
import Testing

@Suite("Bech32 text")
struct Bech32Tests {
  @Test("decodes the valid strings of BIP-173 that stand for whole bytes")
  func decodesValid() throws {
    let (prefix, data) = try Bech32.decode("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw")
    #expect(prefix == "abcdef")
    #expect(Hex.encode(data) == "00443214c74254b635cf84653a56d7c675be77df")
    let empty = try Bech32.decode("A12UEL5L")
    #expect(empty.prefix == "a")
    #expect(empty.data.isEmpty)
    let long = "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs"
    #expect(try Bech32.decode(long).prefix == long.dropLast(7))
    let split = try Bech32.decode("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w")
    #expect(Bech32.encode(prefix: split.prefix, data: split.data) == "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w")
  }

  @Test("refuses text for the first rule it breaks")
  func refuses() {
    let good = "io1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqd39ym7"
    #expect(throws: Bech32Error.length(7)) { try Bech32.decode("a12uel5") }
    #expect(throws: Bech32Error.length(91)) { try Bech32.decode(String(repeating: "q", count: 91)) }
    #expect(throws: Bech32Error.character(position: 3)) { try Bech32.decode("io1 qqqqqqqq") }
    #expect(throws: Bech32Error.character(position: 4)) { try Bech32.decode("io1qé0000000") }
    #expect(throws: Bech32Error.character(position: 2)) { try Bech32.decode("ioo\u{7f}1qqqqqq".replacing("o\u{7f}", with: "\u{7f}")) }
    #expect(throws: Bech32Error.mixedCase) { try Bech32.decode("Io" + good.dropFirst(2)) }
    #expect(throws: Bech32Error.misplacedSeparator) { try Bech32.decode("qqqqqqqqqqqq") }
    #expect(throws: Bech32Error.misplacedSeparator) { try Bech32.decode("1qqqqqqqqqqq") }
    #expect(throws: Bech32Error.misplacedSeparator) { try Bech32.decode("iooooo1qqqqq") }
    #expect(throws: Bech32Error.notADigit(position: 3)) { try Bech32.decode("io1bqqqqqqqqq") }
    #expect(throws: Bech32Error.checksum(expected: "d39ym7")) { try Bech32.decode(good.dropLast() + "q") }
  }

  @Test("refuses digits that do not make up whole bytes")
  func refusesIncompleteGroups() {
    // A digit alone leaves five bits, two leave two, which are not zero here. The checksums are valid.
    #expect(throws: Bech32Error.incompleteGroup) { try Bech32.decode("io1q99kcer") }
    #expect(throws: Bech32Error.incompleteGroup) { try Bech32.decode("io1qp2u6ldm") }
  }

  @Test("encodes bytes of all lengths so that they decode again", arguments: 0...46)
  func roundTrip(count: Int) throws {
    let data = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 5) }
    let decoded = try Bech32.decode(Bech32.encode(prefix: "io", data: data))
    #expect(decoded.prefix == "io")
    #expect(decoded.data == data)
  }
}
