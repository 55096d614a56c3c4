import Testing

/// How long people wait. Processor time is measured, which other programs on the machine hardly change.
@Suite("Speed of ioctl", .enabled(if: ProgramRun.path != nil, "the program ioctl was not built beside the tests"))
struct SpeedTests {
  private static func time(_ words: [String]) async throws -> Duration {
    let home = try HomeFolder()
    let result = await ProgramRun(arguments: words, home: home.path).result()
    #expect(result.code == 0 && !result.output.isEmpty)
    return result.processorTime
  }

  @Test("the help takes less than 50 ms")
  func help() async throws {
    #expect(try await Self.time(["--help"]) < .milliseconds(50))
  }

  @Test("a thousand accounts take less than a second")
  func accounts() async throws {
    #expect(try await Self.time(["account", "create", "-n", "1000"]) < .seconds(1))
  }
}
