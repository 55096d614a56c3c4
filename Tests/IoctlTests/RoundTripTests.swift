import ClientKit
import TestSupport
import Testing

/// What a command asks the node, and how often.
@Suite("Round trips of ioctl", .enabled(if: ProgramRun.path != nil, "the program ioctl was not built beside the tests"))
struct RoundTripTests {
  private static func recorded(_ id: String, _ method: String) throws -> [UInt8] {
    let calls = try #require(Transcript.all.first { $0.id == id }).calls
    return try #require(calls.first { $0.method == RecordedServer.service + method }?.response)
  }

  @Test("a transfer that waits costs one for the account, one for sending, and one for each look for the receipt")
  func transfer() async throws {
    let server = RecordedServer()
    let fixture = try GoldenData.json("ioctl/fixtures-light.json")["wallet"]
    try await server.serve { endpoint in
      let home = try HomeFolder(fixture: fixture) { $0.replacing("$ENDPOINT", with: endpoint) }
      server.prepare([
        .init("GetAccount", response: try Self.recorded("action-transfer", "GetAccount")), .init("SendAction", response: []),
        .init("GetReceiptByAction", code: "NOT_FOUND"),
        .init("GetReceiptByAction", response: try Self.recorded("action-hash-transfer", "GetReceiptByAction")),
      ])
      let words = ["action", "transfer", "bob", "1.5", "-s", "alice", "-P", "pass:pw-alice", "-y", "-w"]
      let result = await ProgramRun(arguments: words, home: home.path).result()
      #expect(result.code == 0 && result.output.contains("status: 1 (Success)"), "\(result.errors)")
      let expected = ["GetAccount", "SendAction", "GetReceiptByAction", "GetReceiptByAction"]
      #expect(server.methods == expected.map { RecordedServer.service + $0 })
      #expect(server.differences() == [])
    }
  }
}
