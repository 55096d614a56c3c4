import ChainSpec
import Testing

@Suite struct YAMLScalarTests {
  @Test(
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nUll", .text("nUll")), ("true", .boolean(true)), ("y", .boolean(true)),
      ("On", .boolean(true)), ("off", .boolean(false)), ("tRue", .text("tRue")), ("0", .integer(0)), ("-0", .integer(0)),
      ("10", .integer(10)),
      ("+10", .integer(10)), ("-10", .integer(-10)), ("1_000", .integer(1000)), ("010", .integer(8)), ("0x1F", .integer(31)),
      ("-0x1f", .integer(-31)), ("0b101", .integer(5)), ("-0b101", .integer(-5)),
      ("18446744073709551615", .integer(18_446_744_073_709_551_615)),
      ("18446744073709551616", .floatingPoint("18446744073709551616")), ("-9223372036854775808", .integer(-9_223_372_036_854_775_808)),
      ("-9223372036854775809", .floatingPoint("-9223372036854775809")), ("+9223372036854775808", .floatingPoint("+9223372036854775808")),
      ("08", .floatingPoint("08")), ("1.5", .floatingPoint("1.5")), ("1.", .text("1.")), (".5", .floatingPoint(".5")), (".", .text(".")),
      ("1e3", .text("1e3")), ("1e+3", .floatingPoint("1e+3")), ("1.5E-7", .floatingPoint("1.5E-7")), ("1e+", .text("1e+")),
      (".inf", .floatingPoint(".inf")), ("-.Inf", .floatingPoint("-.Inf")), ("10s", .text("10s")), ("0x", .text("0x")), ("0b", .text("0b")),
      ("0b2", .text("0b2")), ("-", .text("-")), ("+", .text("+")), ("_", .text("_")), ("2019-04-22", .text("2019-04-22")),
      ("1 2", .text("1 2")),
      ("0x95724986563028deb58f15c5fac19fa09304f32d", .text("0x95724986563028deb58f15c5fac19fa09304f32d")),
      ("io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w", .text("io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w")),
    ] as [(String, YAMLValue.Content)])
  func `unquoted text means what it means to the reference's library`(text: String, meaning: YAMLValue.Content) {
    #expect(YAMLValue.resolving(plain: text) == meaning)
  }

  @Test func `quoted text is text`() throws {
    for quote in ["\"", "'"] {
      #expect(try YAMLDocument.parse("\(quote)10\(quote)")?.content == .text("10"))
      #expect(try YAMLDocument.parse("\(quote)\(quote)")?.content == .text(""))
    }
    #expect(try YAMLDocument.parse("|\n  10\n")?.content == .text("10\n"))
  }
}
