/// Finds the command that arguments name, as the original's library (cobra) does: flags may stand before it.
enum CommandLookup {
  /// The command, and the arguments without the words that named it.
  static func find(_ arguments: [String], below root: Command) -> (path: CommandPath, rest: [String]) {
    var path = CommandPath(root: root)
    var rest = arguments
    while let word = words(of: rest, flags: path.flags).first, let command = path.command.command(named: word) {
      path = path.appending(command)
      if let index = rest.firstIndex(of: word) { rest.remove(at: index) }
    }
    return (path, rest)
  }

  /// The arguments that are neither flags nor values of flags.
  static func words(of arguments: [String], flags: [Flag]) -> [String] {
    var words: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" { break }
      if argument.hasPrefix("-") {
        guard !argument.contains("="), takesValue(argument, flags) else { continue }
        guard rest.count > 1 else { break }
        rest.removeFirst()
      } else if !argument.isEmpty {
        words.append(argument)
      }
    }
    return words
  }

  private static func takesValue(_ argument: String, _ flags: [Flag]) -> Bool {
    let flag =
      argument.hasPrefix("--")
      ? flags.first { $0.name == argument.dropFirst(2) } : flags.first { $0.shorthand.map(String.init) == String(argument.dropFirst()) }
    guard let flag else { return argument.hasPrefix("--") || argument.count == 2 }
    if case .truth = flag.kind { return false }
    return argument.hasPrefix("--") || argument.count == 2
  }
}
