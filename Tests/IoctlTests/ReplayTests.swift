import ClientKit
import TestSupport
import Testing

/// All recorded runs of the original program, with ours.
@Suite("Recorded runs of the original", .enabled(if: ProgramRun.path != nil, "the program ioctl was not built beside the tests"))
struct ReplayTests {
  @Test("are repeated: the same requests byte for byte, and the same output, exit code and files but for what is listed")
  func replay() async throws {
    #expect(Transcript.all.count == 399)
    let fixtures = try GoldenData.json("ioctl/fixtures-light.json")
    let (secure, plain) = (Transcript.all.filter(\.needsTLS), Transcript.all.filter { !$0.needsTLS })
    let certificate = try TestCertificate()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<2 {
        group.addTask {
          let server = RecordedServer()
          try await server.serve { endpoint in
            for (index, transcript) in plain.enumerated() where index % 2 == lane {
              try await Self.replay(transcript, server, endpoint, nil, fixtures)
            }
          }
        }
      }
      group.addTask {
        let server = RecordedServer()
        try await server.serve(certificate: certificate) { endpoint in
          for transcript in secure { try await Self.replay(transcript, server, endpoint, certificate, fixtures) }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func replay(
    _ transcript: Transcript, _ server: RecordedServer, _ endpoint: String, _ certificate: TestCertificate?, _ fixtures: JSON
  ) async throws {
    let fixture = fixtures[transcript.json["fixture"].string ?? ""]
    let home = try HomeFolder(fixture: fixture) { $0.replacing("$ENDPOINT", with: endpoint) }
    server.prepare(transcript.calls)
    let result = try await transcript.run(home: home, endpoint: endpoint, certificate: certificate).result()
    #expect(server.differences() == [], "\(transcript.id)")
    let differences = try transcript.differences(result, home: home, endpoint: endpoint)
    switch ListedDifferences.kind(of: transcript.id) {
    case nil: #expect(differences == [], "\(transcript.id)")
    case .help?: #expect(!differences.isEmpty, "\(transcript.id) is listed, but no longer differs")
    case .usage?:
      #expect(!differences.isEmpty, "\(transcript.id) is listed, but no longer differs")
      var shortened = result
      shortened.errors = cut(result.errors)
      #expect(shortened.errors == cut(transcript.json["stderr"].string ?? ""), "\(transcript.id)")
      #expect(Int(result.code) == transcript.json["exit"].int, "\(transcript.id)")
    case .mended?: #expect(!differences.isEmpty, "\(transcript.id) is listed, but no longer differs")
    }
  }

  /// A message without the usage after it.
  private static func cut(_ text: String) -> String {
    text.firstRange(of: "Usage:\n").map { String(text[..<$0.lowerBound]) } ?? text
  }

  @Test("that differ are all in the documentation, by name")
  func documented() throws {
    let root = try #require(GoldenData.repositoryRoot)
    let page = try GoldenFile.text(root + "/Docs/ioctl.md")
    for id in ListedDifferences.all { #expect(page.contains("`\(id)`"), "\(id)") }
  }
}
