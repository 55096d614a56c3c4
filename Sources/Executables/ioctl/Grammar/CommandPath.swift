/// A command with the groups above it.
struct CommandPath: Sendable {
  /// From the program itself down to the command.
  private(set) var chain: [Command]

  /// The program itself.
  init(root: Command) { chain = [root] }

  /// The command.
  var command: Command { chain[chain.count - 1] }

  /// All the names: `ioctl account create`.
  var text: String { chain.map(\.name).joined(separator: " ") }

  /// A command below.
  func appending(_ command: Command) -> CommandPath {
    var path = self
    path.chain.append(command)
    return path
  }

  /// Every command has this flag.
  var helpFlag: Flag { Flag("help", "h", .truth, "help for \(command.name)") }

  /// The flags that the command itself declares, by name.
  var localFlags: [Flag] { Self.sorted(command.flags + command.inheritedFlags + [helpFlag]) }

  /// The flags that the groups above hand down, by name.
  var handedDownFlags: [Flag] { Self.sorted(chain.dropLast().flatMap(\.inheritedFlags)) }

  /// All flags that may stand after the command. A command's own flag hides one of the same name from above.
  var flags: [Flag] {
    let local = localFlags
    let names = Set(local.map(\.name))
    return local + handedDownFlags.filter { !names.contains($0.name) }
  }

  private static func sorted(_ flags: [Flag]) -> [Flag] { flags.sorted { $0.name < $1.name } }
}
