/// What the original's command tree (v0.5.0) has.
///
/// The usage that follows an error message is cut down to it, so that what scripts and people see there is the original's. Help texts and
/// manual pages show everything.
enum OriginalCommands {
  /// The commands, with the groups above them.
  private static let names: [String: Set<String>] = [
    "ioctl": ["account", "action", "alias", "bc", "config", "help", "node", "update", "version"],
    "ioctl account": ["balance", "create", "createadd", "delete", "ethaddr", "export", "import", "list", "nonce", "update"],
    "ioctl action": ["claim", "deploy", "deposit", "hash", "invoke", "transfer"],
    "ioctl alias": ["export", "import", "list", "remove", "set"],
    "ioctl bc": ["block", "info"],
    "ioctl config": ["get", "set"],
    "ioctl node": ["delegate", "reward"],
  ]
  /// Flags of its commands that it does not have.
  private static let laterFlags: Set<String> = ["output-format", "non-interactive", "quiet", "assume-yes", "wait", "password"]

  /// Whether the original has a command.
  static func contains(_ path: CommandPath) -> Bool {
    let words = path.chain.map(\.name)
    guard words.count > 1 else { return true }
    return names[words.dropLast().joined(separator: " ")]?.contains(words[words.count - 1]) ?? false
  }

  /// The commands below one of the original's that it has too.
  static func commands(below path: CommandPath) -> [Command] {
    let known = names[path.text] ?? []
    return path.command.commands.filter { known.contains($0.name) }
  }

  /// The flags of one of the original's commands that it has too.
  static func flags(_ flags: [Flag]) -> [Flag] { flags.filter { !laterFlags.contains($0.name) } }
}
