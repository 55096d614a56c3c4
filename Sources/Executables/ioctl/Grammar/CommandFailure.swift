/// Why a command did not do what it was asked to.
struct CommandFailure: Error, Sendable {
  /// A sentence fragment for people, after `Error: `.
  let message: String
  /// Whether the usage follows, because the arguments are wrong.
  let showsUsage: Bool
  /// What a reader who is stuck may try, on lines before the message; empty for nothing.
  let hint: String

  /// A failure of these parts.
  init(_ message: String, hint: String = "", showsUsage: Bool = false) {
    self.message = message
    self.hint = hint
    self.showsUsage = showsUsage
  }
}
