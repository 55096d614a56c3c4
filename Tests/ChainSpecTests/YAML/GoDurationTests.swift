import ChainSpec
import Testing

@Suite struct GoDurationTests {
  @Test(
    arguments: [
      ("10s", 10_000_000_000), ("100ms", 100_000_000), ("1h30m", 5_400_000_000_000), ("1.5s", 1_500_000_000), ("-2s", -2_000_000_000),
      ("+2s", 2_000_000_000), ("0", 0), ("-0", 0), (".5s", 500_000_000), ("5.s", 5_000_000_000), ("1us", 1000), ("1µs", 1000), ("3ns", 3),
      ("1m0.000000001s", 60_000_000_001), ("0.0000000019s", 1), ("2562047h47m16.854775807s", .max), ("0.1h", 360_000_000_000),
      ("0.3333333333333333333333333h", 1_199_999_999_999),
    ] as [(String, Int64)])
  func `reads Go's notation`(text: String, nanoseconds: Int64) {
    #expect(GoDuration.nanoseconds(parsing: text) == nanoseconds)
  }

  @Test(arguments: [
    "", "10", "s", "10 s", "1d", ".s", "-", "1s2", "ten", "1..5s", "2562048h", "9223372036854775808ns", "99999999999999999999s", "1S", "١s",
    "0x1s", "1s-1s",
  ])
  func `refuses everything else`(text: String) {
    #expect(GoDuration.nanoseconds(parsing: text) == nil)
  }

  @Test(
    arguments: [
      (0, "0s"), (1, "1ns"), (1500, "1.5µs"), (100_000_000, "100ms"), (10_000_000_000, "10s"), (1_500_000_000, "1.5s"),
      (60_000_000_000, "1m0s"),
      (5_400_000_000_000, "1h30m0s"), (-2_000_000_000, "-2s"), (.max, "2562047h47m16.854775807s"), (.min, "-2562047h47m16.854775808s"),
    ] as [(Int64, String)])
  func `writes Go's notation`(nanoseconds: Int64, text: String) {
    #expect(GoDuration.text(nanoseconds: nanoseconds) == text)
    if nanoseconds != .min { #expect(GoDuration.nanoseconds(parsing: text) == nanoseconds) }
  }
}
