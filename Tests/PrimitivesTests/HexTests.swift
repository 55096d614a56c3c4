import Primitives
import Testing

@Suite("Hexadecimal text")
struct HexTests {
  @Test("encodes and decodes every byte value")
  func roundTrip() throws {
    let bytes = (0...255).map { UInt8($0) }
    let text = Hex.encode(bytes)
    #expect(text.hasPrefix("000102030405060708090a0b0c0d0e0f10"))
    #expect(text.count == 512)
    #expect(try Hex.decode(text) == bytes)
    #expect(try Hex.decode(text.uppercased()) == bytes)
    #expect(try Hex.decode("").isEmpty)
    var output: [UInt8] = [0x2d]
    bytes.withUnsafeBytes { Hex.append($0, to: &output) }
    #expect(String(decoding: output, as: UTF8.self) == "-" + text)
  }

  @Test("takes a prefix as it is told")
  func prefixes() throws {
    #expect(try Hex.decode("0xff", prefix: .optional) == [0xff])
    #expect(try Hex.decode("0Xff", prefix: .required) == [0xff])
    #expect(try Hex.decode("ff", prefix: .optional) == [0xff])
    #expect(try Hex.decode("0x", prefix: .required).isEmpty)
    #expect(throws: HexError.missingPrefix) { try Hex.decode("ff", prefix: .required) }
    #expect(throws: HexError.notADigit(position: 1)) { try Hex.decode("0xff") }
  }

  @Test("says what is wrong and where")
  func errors() {
    #expect(throws: HexError.oddDigitCount(3)) { try Hex.decode("abc") }
    #expect(throws: HexError.oddDigitCount(1)) { try Hex.decode("0xa", prefix: .optional) }
    #expect(throws: HexError.notADigit(position: 2)) { try Hex.decode("abgd") }
    #expect(throws: HexError.notADigit(position: 5)) { try Hex.decode("0xabc ", prefix: .optional) }
    for neighbour in ["/", ":", "@", "G", "`", "g"] {
      #expect(throws: HexError.notADigit(position: 0)) { try Hex.decode(neighbour + "0") }
    }
  }
}
