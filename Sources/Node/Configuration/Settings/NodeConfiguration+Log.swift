extension NodeConfiguration {
  /// The log.
  public struct LogSettings: Sendable, Hashable {
    /// How serious a message must be, in the names of the reference's log library.
    public enum Level: String, Sendable, CaseIterable {
      /// Everything.
      case debug
      /// What an operator may want to know.
      case info
      /// What an operator should look at.
      case warning = "warn"
      /// What went wrong.
      case error
      /// What must not happen. The library's other names for it, `dpanic`, `panic` and `fatal`, are read as this.
      case critical = "fatal"
    }

    /// How messages are written.
    public enum Encoding: String, Sendable, CaseIterable {
      /// For people.
      case console
      /// For programs: a JSON object a line.
      case json
    }

    /// The least serious messages that are written; `log.zap.level`.
    public let level: Level
    /// How messages are written; `log.zap.encoding`.
    public let encoding: Encoding

    init(level: Level, encoding: Encoding) {
      self.level = level
      self.encoding = encoding
    }
  }
}
