/// The help and usage of a command, laid out as the original's library (cobra) does.
enum HelpText {
  /// The whole help, without a line end after it.
  static func help(_ path: CommandPath) -> String {
    let command = path.command
    let introduction = command.details.isEmpty ? command.summary : command.details
    return introduction + "\n\n" + usage(path, commands: command.commands, flags: path.localFlags, handedDown: path.handedDownFlags)
  }

  /// The usage that follows an error message. For commands of the original it shows what the original has.
  static func usageAfterError(_ path: CommandPath) -> String {
    guard OriginalCommands.contains(path) else {
      return usage(path, commands: path.command.commands, flags: path.localFlags, handedDown: path.handedDownFlags)
    }
    return usage(
      path, commands: OriginalCommands.commands(below: path), flags: OriginalCommands.flags(path.localFlags),
      handedDown: OriginalCommands.flags(path.handedDownFlags))
  }

  /// The part that begins with `Usage:`.
  private static func usage(_ path: CommandPath, commands: [Command], flags: [Flag], handedDown: [Flag]) -> String {
    let command = path.command
    var text = "Usage:"
    if command.action != nil { text += "\n  \(useLine(path))" }
    if !commands.isEmpty { text += "\n  \(path.text) [command]" }
    if !command.examples.isEmpty { text += "\n\nExamples:\n\(command.examples)" }
    if !commands.isEmpty {
      text += "\n\nAvailable Commands:"
      let width = max(11, commands.map(\.name.count).max() ?? 0)
      for below in commands { text += "\n  \(GoText.padded(below.name, to: width)) \(below.summary)" }
    }
    text += "\n\nFlags:\n" + lines(of: flags)
    let handedDown = handedDown.filter { !$0.isShownOnce }
    if !handedDown.isEmpty { text += "\n\nGlobal Flags:\n" + lines(of: handedDown) }
    if !commands.isEmpty {
      text += "\n\nUse \"\(path.text) [command] --help\" for more information about a command."
    }
    return text + "\n"
  }

  private static func useLine(_ path: CommandPath) -> String {
    let above = path.chain.dropLast().map(\.name).joined(separator: " ")
    return (above.isEmpty ? "" : above + " ") + path.command.use + " [flags]"
  }

  private static func lines(of flags: [Flag]) -> String {
    let rows = flags.map { flag in
      let (valueName, summary) = split(flag)
      let names = flag.shorthand.map { "  -\($0), --\(flag.name)" } ?? "      --\(flag.name)"
      return (valueName.isEmpty ? names : names + " " + valueName, summary + standard(of: flag))
    }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { GoText.padded($0.0, to: width) + "   " + $0.1 }.joined(separator: "\n")
  }

  /// The name of the value and the summary without its quotes.
  static func split(_ flag: Flag) -> (valueName: String, summary: String) {
    let parts = flag.summary.split(separator: "`", maxSplits: 2, omittingEmptySubsequences: false)
    if parts.count == 3 { return (String(parts[1]), parts.joined()) }
    return switch flag.kind {
    case .text: ("string", flag.summary)
    case .number: ("uint", flag.summary)
    case .truth: ("", flag.summary)
    case .hexadecimal: ("bytesHex", flag.summary)
    }
  }

  private static func standard(of flag: Flag) -> String {
    guard !flag.standard.isEmpty else { return "" }
    if case .text = flag.kind { return " (default \(GoText.quoted(flag.standard)))" }
    return " (default \(flag.standard))"
  }
}
