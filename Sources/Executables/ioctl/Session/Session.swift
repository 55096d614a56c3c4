import ClientKit

/// One run of a command: what it was given, and the world as it sees it.
struct Session: Sendable {
  /// The command.
  let path: CommandPath
  /// The whole program, for help and completion.
  let root: Command
  /// The words that were given.
  let words: [String]
  /// The flags that were given.
  let flags: FlagValues
  /// The configuration file.
  let file: SettingsFile
  /// The flags that every command has.
  let options: GlobalOptions
  /// The standard streams.
  let console = Console()

  /// What the configuration says.
  var settings: Settings { file.settings }

  /// A word; the empty text if fewer were given.
  func word(_ index: Int) -> String { index < words.count ? words[index] : "" }

  /// Writes the result, in the form that was asked for.
  func result(_ text: @autoclosure () -> String, _ json: @autoclosure () -> JSONValue) {
    switch options.format {
    case .text: console.print(text())
    case .json: console.print(json().pretty)
    }
  }

  /// Writes a line that is no result: to standard output as the original does, unless only JSON may stand there.
  func say(_ line: String) {
    switch options.format {
    case .text: console.print(line)
    case .json: if !options.isQuiet { console.printError(line) }
    }
  }

  /// Tells a person at a terminal something that programs need not know.
  func note(_ line: String) {
    if console.showsErrorsToPerson, !options.isQuiet { console.printError("Note: " + line) }
  }

  /// Whether the run uses anything that the original does not have, or talks to a person: then more may be asked of the node.
  var isExtended: Bool {
    console.showsErrorsToPerson || options.format == .json || options.isNonInteractive || flags.isGiven("assume-yes")
      || flags.isGiven("wait") || flags.isGiven("password")
  }
}
