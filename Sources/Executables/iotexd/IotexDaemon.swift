internal import ArgumentParser

/// The node and the tools around its data directory.
@main
struct IotexDaemon: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iotexd",
    abstract: "An IoTeX node: runs a chain, replays it, and looks into it.",
    discussion: """
      Start a chain of your own with 'iotexd run --dev': it produces a block every two seconds and answers the gRPC API on \
      127.0.0.1:14014. Replay blocks that another node exported with 'iotexd import'.

      Settings come from, in rising order of precedence: built-in defaults, the files given with --config (keys as in the \
      reference's config.yaml), environment variables (IOTEX_API_PORT sets api.port), and flags. 'iotexd config show' prints \
      the result and where each value comes from.
      """,
    version: Release.version,
    subcommands: [Run.self, Import.self, Export.self, Verify.self, Recover.self, Inspect.self, Config.self])
}

/// What this program is.
enum Release {
  /// The version of this client.
  static let version = "0.1.0"
}
