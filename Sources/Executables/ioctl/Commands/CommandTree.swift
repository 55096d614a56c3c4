/// All commands.
enum CommandTree {
  /// The program itself.
  ///
  /// - Parameter settings: what the configuration says, which help texts show as standard values.
  static func root(settings: Settings) -> Command {
    let node = Session.nodeFlags(settings)
    return Command(
      use: "ioctl", summary: "Command-line interface for IoTeX blockchain",
      details: "ioctl is a command-line interface for interacting with IoTeX blockchain.", inheritedFlags: GlobalOptions.flags,
      commands: [
        AccountGroup.command(node), ActionGroup.command(node), AliasGroup.command, ChainGroup.command(node), CompletionCommand.command,
        ConfigGroup.command(node), ContractGroup.command(node), HDWalletGroup.command, HelpCommand.command, ManualCommand.command,
        NodeGroup.command(node), UpdateCommand.command, VersionCommand.command(node), WatchCommand.command(node),
        XRC20Group.command(node),
      ])
  }
}
