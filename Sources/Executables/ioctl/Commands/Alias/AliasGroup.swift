/// `ioctl alias`.
enum AliasGroup {
  static let command = Command(
    use: "alias", summary: "Manage aliases of IoTeX addresses",
    commands: [
      AliasExportCommand.command, AliasImportCommand.command, AliasListCommand.command, AliasRemoveCommand.command, AliasSetCommand.command,
    ])
}
