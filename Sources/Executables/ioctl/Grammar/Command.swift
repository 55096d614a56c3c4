/// A command or a group of commands: what it is called, what it takes, what it does.
///
/// This is data: the reader of arguments, the help texts, the completion scripts and the manual pages are all made from it.
struct Command: Sendable {
  /// What the command does when it runs.
  typealias Action = @Sendable (Session) async throws -> Void

  /// Its name and the words and flags it takes, as the help shows them.
  let use: String
  /// One line for the help.
  let summary: String
  /// A longer text for its own help; empty if the line says all.
  var details = ""
  /// Examples for its own help, indented by two blanks; empty for none.
  var examples = ""
  /// What words it takes.
  var words = ArgumentRule.any
  /// Its own flags.
  var flags: [Flag] = []
  /// Flags that it hands down to the commands below it.
  var inheritedFlags: [Flag] = []
  /// The commands below it, by name.
  var commands: [Command] = []
  /// Whether it runs even when the configuration file cannot be read.
  var worksWithoutSettings = false
  /// What it does; nil for a group, which can only show its help.
  var action: Action?

  /// The first word of ``use``.
  var name: String { String(use.prefix { $0 != " " }) }

  /// The command of a name below this one.
  func command(named name: String) -> Command? { commands.first { $0.name == name } }
}
