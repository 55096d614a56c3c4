internal import ArgumentParser
internal import Node

/// `iotexd config`
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the configuration.", subcommands: [Show.self])

  /// `iotexd config show`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the configuration that files, environment and flags give together.",
      discussion: "Each value is followed by where it comes from. Keys and passwords are not shown.")

    @OptionGroup var chain: ChainOptions

    func run() throws {
      let configuration = try chain.configuration()
      for warning in configuration.warnings { Terminal.warn(warning.description) }
      print(configuration.redactedYAML(), terminator: "")
    }
  }
}
