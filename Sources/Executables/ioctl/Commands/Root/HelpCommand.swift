/// `ioctl help`.
enum HelpCommand {
  static let command = Command(
    use: "help [command]", summary: "Help about any command",
    details: "Help provides help for any command in the application.\nSimply type ioctl help [path to command] for full details.",
    worksWithoutSettings: true, action: run)

  private static func run(_ session: Session) async throws {
    let (path, rest) = CommandLookup.find(session.words, below: session.root)
    guard rest.isEmpty else {
      throw CommandFailure("Unknown help topic [`\(rest.joined(separator: " "))`]", showsUsage: true)
    }
    session.console.write(HelpText.help(path))
  }
}
