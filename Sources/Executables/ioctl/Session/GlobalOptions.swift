import Glibc

/// What the flags say that every command has.
struct GlobalOptions: Sendable {
  /// How results are written.
  enum Format: Sendable {
    /// For people, as the original writes them.
    case text
    /// One JSON value on standard output, nothing else.
    case json
  }

  /// How results are written.
  let format: Format
  /// Whether nothing may be asked.
  let isNonInteractive: Bool
  /// Whether only results and errors are written.
  let isQuiet: Bool

  /// Reads the flags and `IOCTL_NON_INTERACTIVE`.
  init(_ flags: FlagValues) throws(CommandFailure) {
    switch flags.text("output-format") {
    case "", "text": format = .text
    case "json": format = .json
    case let other: throw CommandFailure("unknown output format \(GoText.quoted(other)): it is text or json")
    }
    let variable = getenv("IOCTL_NON_INTERACTIVE").map { String(cString: $0) } ?? ""
    isNonInteractive = flags.truth("non-interactive") || variable == "1" || variable == "true"
    isQuiet = flags.truth("quiet")
  }

  /// The flags.
  static let flags: [Flag] = [
    Flag("output-format", "o", .text, isShownOnce: true, "`format` of results: text, or json for one JSON value on standard output"),
    Flag("non-interactive", nil, .truth, isShownOnce: true, "fail where a question would be asked"),
    Flag("quiet", "q", .truth, isShownOnce: true, "write results and errors only"),
  ]
}
