/// An option of a command.
struct Flag: Sendable {
  /// What its value may be.
  enum Kind: Sendable {
    /// Any text.
    case text
    /// A number from 0 to 2^64 − 1: decimal, or with 0x or 0 in front hexadecimal or octal.
    case number
    /// True when the flag stands alone; `--flag=false` takes it back.
    case truth
    /// Bytes in hexadecimal digits.
    case hexadecimal
  }

  /// The long name, without dashes.
  let name: String
  /// The short name, without dash.
  let shorthand: Character?
  /// What it takes.
  let kind: Kind
  /// The value when the flag is not given, as text; empty for none.
  let standard: String
  /// One line for the help; a word in back quotes names the value.
  let summary: String
  /// Whether the command refuses to run without it.
  let isRequired: Bool
  /// Whether only the command that declares it shows it in its help, and none of those below.
  let isShownOnce: Bool

  /// A flag of these parts.
  init(
    _ name: String, _ shorthand: Character? = nil, _ kind: Kind = .text, standard: String = "", isRequired: Bool = false,
    isShownOnce: Bool = false, _ summary: String
  ) {
    self.name = name
    self.shorthand = shorthand
    self.kind = kind
    self.standard = standard
    self.summary = summary
    self.isRequired = isRequired
    self.isShownOnce = isShownOnce
  }

  /// The names as an error message shows them: `-n, --num`.
  var label: String { shorthand.map { "-\($0), --\(name)" } ?? "--\(name)" }
}
