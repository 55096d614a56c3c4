internal import ArgumentParser

/// The rehearsal kit.
@main
struct Rehearse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Boots a network of delegates on this machine, loads it, and drills it.",
    discussion: """
      'rehearse run' makes keys, a genesis and configurations, starts the delegates as processes on free ports of the loopback \
      interface, submits signed actions, and reports what it measured. While it runs, 'rehearse drill' kills, freezes or \
      isolates one of them, and says how the others took it. 'rehearse load' submits to any IoTeX gRPC endpoint.

      Examples:
        rehearse run --delegates 4 --duration 60s --rate 500 --drill kill
        rehearse run --delegates 24 --duration 10m --rate 50 --dir big
        rehearse drill kill --dir big
      """,
    version: Release.version, subcommands: [Run.self, Drill.self, Load.self])
}

/// What this program is.
enum Release {
  /// The version of this client.
  static let version = "0.1.0"
}

/// How a command prints its result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// For programs: one JSON value on standard output.
  case json
}
