/// `ioctl account`.
enum AccountGroup {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "account", summary: "Manage accounts of IoTeX blockchain", inheritedFlags: node,
      commands: [
        AccountActionsCommand.command, AccountBalanceCommand.command, AccountCreateCommand.command, AccountCreateAddCommand.command,
        AccountDeleteCommand.command, AccountEthaddrCommand.command, AccountExportCommand.command, AccountExportPublicCommand.command,
        AccountImportCommand.command, AccountInfoCommand.command, AccountListCommand.command, AccountNonceCommand.command,
        AccountSignCommand.command, AccountUpdateCommand.command, AccountVerifyCommand.command,
      ])
  }
}
