/// `ioctl config`.
enum ConfigGroup {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "config", summary: "Set or get configuration for ioctl",
      commands: [
        ConfigChainCommand.command(node), ConfigDumpCommand.command, ConfigGetCommand.command, ConfigResetCommand.command,
        ConfigSetCommand.command,
      ])
  }

  /// The variables, as error messages list them.
  static let variables = ["endpoint", "wallet"]
}
