import ChainSpec
import Testing

@Suite struct NearestNameTests {
  private let keys = ["blockGasLimit", "blockInterval", "actionGasLimit", "api", "host"]

  @Test(
    arguments: [
      ("blockGasLimt", "blockGasLimit"), ("BLOCKINTERVAL", "blockInterval"), ("blcokInterval", "blockInterval"), ("gasLimit", nil),
      ("ap", "api"), ("port", "host"), ("x", nil), ("entirely different", nil), ("", nil),
    ] as [(String, String?)])
  func `finds what was meant`(name: String, nearest: String?) {
    #expect(NearestName.of(name, in: keys) == nearest)
  }

  @Test func `does not waste time on enormous names`() {
    #expect(NearestName.of(String(repeating: "a", count: 1_000_000), in: keys) == nil)
  }
}
