import Primitives
import TestSupport
import Testing

@testable import ChainTypes

@Suite("Numbers as Go's big.Int reads them")
struct WireIntegerTests {
  @Test(
    "reads what SetString leaves behind, whether or not it succeeds",
    arguments: [
      ("", "0", false), ("0", "0", true), ("7", "7", true), ("007", "7", true), ("+7", "7", true), ("-7", "-7", true), ("-0", "0", true),
      ("-007", "-7", true), ("+", "0", false), ("-", "0", false), ("--7", "0", false), ("+-7", "0", false), ("abc", "0", false),
      ("12x3", "12", false), ("-12x3", "-12", false), ("1_000", "1", false), (" 7", "0", false), ("7 ", "7", false), ("0x10", "0", false),
      ("1e3", "1", false), ("漢", "0", false), ("12漢", "12", false), ("1.5", "1", false), ("000", "0", true), ("-x", "0", false),
    ])
  func parsing(text: String, decimal: String, isNumber: Bool) {
    let bytes = [UInt8](text.utf8)
    let parsed = bytes.withUnsafeBytes { WireInteger.parse($0) }
    #expect(parsed.value.decimal == decimal)
    #expect(parsed.isNumber == isNumber)
    #expect(parsed.isCanonical == (isNumber && text == decimal))
    #expect(WireInteger(parsing: text) == parsed.value)
  }

  @Test("has a value up to 256 bits, and none beyond or below zero")
  func width() throws {
    let widest = U256.max.decimal
    #expect(WireInteger(parsing: widest).value == .max)
    let beyond = "115792089237316195423570985008687907853269984665640564039457584007913129639936"
    #expect(WireInteger(parsing: beyond).value == nil)
    #expect(WireInteger(parsing: beyond).decimal == beyond)
    #expect(WireInteger(parsing: beyond).byteCount == 33)
    #expect(WireInteger(parsing: "-" + widest).value == nil)
    #expect(WireInteger(parsing: "-" + widest).isNegative)
    #expect(WireInteger(parsing: String(repeating: "0", count: 500) + widest).value == .max)
    #expect(WireInteger(parsing: String(repeating: "9", count: 79)).value == nil)
  }

  @Test("gives the bytes that Go's Bytes gives")
  func bytes() {
    #expect(WireInteger.zero.magnitudeBytes.isEmpty && WireInteger.zero.byteCount == 0)
    #expect(WireInteger(parsing: "255").magnitudeBytes == [255])
    #expect(WireInteger(parsing: "-256").magnitudeBytes == [1, 0])
    let wide = WireInteger(bigEndian: [0, 0, 1] + [UInt8](repeating: 0, count: 40))
    #expect(wide.magnitudeBytes == [1] + [UInt8](repeating: 0, count: 40))
    #expect(wide.byteCount == 41)
    #expect(WireInteger(bigEndian: [UInt8](repeating: 0, count: 50)).isZero)
  }

  @Test("changes wide numbers between decimal and binary without loss")
  func conversion() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<200 {
      let bytes = [UInt8](1...255).shuffled(using: &generator).prefix(33 + generator.below(60))
      let binary = WireInteger(bigEndian: [UInt8](bytes))
      let decimal = WireInteger(parsing: binary.decimal)
      #expect(decimal.magnitudeBytes == [UInt8](bytes))
      #expect(decimal == binary && decimal.hashValue == binary.hashValue)
      #expect(decimal.byteCount == bytes.count)
      #expect(decimal.decimal == binary.decimal)
    }
  }

  @Test("orders numbers by value, in whatever form they are kept")
  func order() {
    let ascending = ["-" + String(repeating: "9", count: 90), "-" + String(repeating: "9", count: 80), "-5", "-4", "0", "4", "5"]
    let numbers =
      ascending.map { WireInteger(parsing: $0) } + [
        WireInteger(bigEndian: [1] + [UInt8](repeating: 0, count: 32)), WireInteger(parsing: String(repeating: "9", count: 80)),
        WireInteger(bigEndian: [UInt8](repeating: 255, count: 40)), WireInteger(parsing: "1" + String(repeating: "0", count: 97)),
      ]
    for (i, left) in numbers.enumerated() {
      for (j, right) in numbers.enumerated() {
        #expect((left < right) == (i < j))
        #expect((left == right) == (i == j))
      }
    }
  }

  @Test("bounds the size of very long numbers from below, above all limits")
  func longNumbers() {
    let exact = WireInteger(parsing: "1" + String(repeating: "0", count: 20_000)).byteCount
    #expect(exact == 8305)
    let estimate = WireInteger(parsing: String(repeating: "9", count: 300_000)).byteCount
    #expect(estimate > 64 * 1024 && estimate <= 124_573)
  }
}
