import Primitives
import Testing

@Suite("Amounts of tokens")
struct RauTests {
  @Test(
    "reads the forms that the reference's CLI accepts",
    arguments: [
      ("1", "1000000000000000000"), ("1.", "1000000000000000000"), (".5", "500000000000000000"), ("+1", "1000000000000000000"),
      ("0001.10", "1100000000000000000"), ("0", "0"), ("0.000000000000000001", "1"), ("+.5", "500000000000000000"),
      ("1.000000000000000000", "1000000000000000000"), ("9999999999.123456789012345678", "9999999999123456789012345678"),
    ])
  func readsIotx(text: String, rau: String) throws {
    #expect(try Rau(text).value.decimal == rau)
  }

  @Test(
    "refuses other forms and says why",
    arguments: [
      ("", .noDigits), (".", .noDigits), ("+", .noDigits), ("+.", .noDigits), ("-1", .negative), ("1e3", .notADigit(position: 1)),
      ("1,000", .notADigit(position: 1)), ("0x10", .notADigit(position: 1)), (" 1", .notADigit(position: 0)),
      ("++1", .notADigit(position: 1)),
      ("1.2.3", .secondPoint(position: 3)), ("1..", .secondPoint(position: 2)),
      ("1.0000000000000000001", .tooPrecise(places: 19, allowed: 18)),
      ("1" + String(repeating: "0", count: 60), .tooLarge), ("٣", .notADigit(position: 0)),
    ] as [(String, AmountError)])
  func refuses(text: String, error: AmountError) {
    #expect(throws: error) { try Rau(text) }
  }

  @Test("the greatest amount is 2^256 - 1 Rau")
  func greatest() throws {
    let text = "115792089237316195423570985008687907853269984665640564039457.584007913129639935"
    #expect(try Rau(text).value == .max)
    #expect(Rau(.max).formatted() == text)
    #expect(throws: AmountError.tooLarge) { try Rau(text.dropLast() + "6") }
  }

  @Test("each unit is a thousand times the one before, and none divides finer than a Rau", arguments: RauUnit.allCases)
  func units(unit: RauUnit) throws {
    #expect(unit.rau.decimal == "1" + String(repeating: "0", count: unit.decimals))
    #expect(try Rau("3", unit: unit).value == unit.rau &* 3)
    #expect(Rau(unit.rau &* 12).formatted(unit: unit) == "12")
    let finest = unit.decimals == 0 ? "1" : "0." + String(repeating: "0", count: unit.decimals - 1) + "1"
    #expect(try Rau(finest, unit: unit).value == 1)
    #expect(Rau(1).formatted(unit: unit) == finest)
    #expect(throws: AmountError.tooPrecise(places: unit.decimals + 1, allowed: unit.decimals)) {
      try Rau("1." + String(repeating: "0", count: unit.decimals + 1), unit: unit)
    }
  }

  @Test("formats without needless zeros")
  func formats() {
    #expect(Rau.iotx(2).formatted() == "2")
    #expect(Rau.zero.formatted() == "0")
    #expect(Rau(U256(1_500_000_000_000_000_000)).description == "1.5 IOTX")
    #expect(Rau.qev(1).formatted(unit: .qev) == "1")
    #expect(Rau.qev(1).formatted() == "0.000001")
    #expect(Rau.iotx(.max).formatted() == "18446744073709551615")
  }

  @Test("sums and differences are checked")
  func checks() {
    #expect(Rau(.max).adding(Rau(1)) == nil)
    #expect(Rau(1).subtracting(Rau(2)) == nil)
    #expect(Rau(1).adding(Rau(2)) == Rau(3))
    #expect(Rau(3).subtracting(Rau(2)) == Rau(1))
    #expect(Rau(1) < Rau(2))
  }
}
