import TestSupport
import Testing

@Suite struct GoldenDataTests {
  @Test(arguments: ["poll", "transfers", "votes", "contracts", "random-0", "random-A", "cluster"])
  func `reads a recorded chain`(name: String) throws {
    let chain = try #require(GoldenData.chain(name))
    let summary = try chain.summary()
    let tip = try summary.int("tipHeight")
    #expect(try chain.blocks().count == tip)
    #expect(try chain.receipts().count == tip)
    #expect(try chain.blockSummaries().array.count == tip)
    #expect(try chain.state()["heights"].exists)
    #expect(try chain.rawState()["tip"].exists)
    #expect(try chain.genesisYAML().contains("blockchain:"))
    let writes = try chain.writes()
    #expect(writes.map(\.height) == (1...UInt64(tip)).map { $0 })
    #expect(writes.allSatisfy { !$0.writes.isEmpty })
  }

  @Test func `has no chain where there is no folder`() { #expect(GoldenData.chain("no-such-chain") == nil) }

  @Test func `names the folders when a file is missing`() {
    #expect(throws: GoldenDataError.self) { try GoldenData.bytes("no-such-file.json") }
  }

  @Test func `finds a file by its plain and by its compressed name`() throws {
    #expect(try GoldenData.bytes("vectors.json") == GoldenData.bytes("vectors.json.gz"))
  }

  @Test func `reads values and names the place of what is absent`() throws {
    let json = try JSON(parsing: [UInt8](#"{"a": [1, "0aFF", true, "12", null], "b": {"c": 18446744073709551615}}"#.utf8), name: "x")
    #expect(json["a"][0].int == 1)
    #expect(json["a"][1].hexBytes == [0x0a, 0xff])
    #expect(json["a"][2].bool == true)
    #expect(json["a"][3].uint64 == 12)
    #expect(!json["a"][4].exists)
    #expect(!json["a"][5].exists)
    #expect(json["b"]["c"].uint64 == .max)
    #expect(json["b"]["c"].int == nil)
    #expect(json["b"]["d"].path == "x.b.d")
    #expect(throws: GoldenDataError.self) { try json.string("b") }
  }
}
