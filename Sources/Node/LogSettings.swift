internal import Foundation
internal import Logging
internal import Synchronization

/// The node's log: where it goes, how it looks, and how serious a message must be. The level can change at any time.
final class LogSettings: Sendable {
  private let encoding: NodeConfiguration.LogSettings.Encoding
  private let currentLevel: Mutex<Logger.Level>

  init(_ settings: NodeConfiguration.LogSettings) {
    encoding = settings.encoding
    currentLevel = Mutex(Logger.Level(settings.level))
  }

  /// The least serious messages that are logged.
  var level: Logger.Level {
    get { currentLevel.withLock { $0 } }
    set { currentLevel.withLock { $0 = newValue } }
  }

  /// A logger for a part of the node.
  func logger(label: String) -> Logger {
    Logger(label: label) { label in LogWriter(label: label, settings: self) }
  }

  /// Writes messages to standard error, one line each.
  private struct LogWriter: LogHandler {
    let label: String
    let settings: LogSettings
    var metadata: Logger.Metadata = [:]

    init(label: String, settings: LogSettings) {
      self.label = label
      self.settings = settings
    }

    var logLevel: Logger.Level {
      get { settings.level }
      set { settings.level = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
      let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
      switch settings.encoding {
      case .console:
        let tail = fields.map { " \($0.key)=\($0.value)" }.joined()
        write("\(time) \(event.level.rawValue.uppercased()) \(label): \(event.message)\(tail)\n")
      case .json:
        var object = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, "\($0.value)") })
        object["time"] = time
        object["level"] = event.level.rawValue
        object["logger"] = label
        object["message"] = "\(event.message)"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if let line = try? encoder.encode(object) { write(String(decoding: line, as: UTF8.self) + "\n") }
      }
    }

    private func write(_ line: String) {
      FileHandle.standardError.write(Data(line.utf8))
    }
  }
}

extension Logger.Level {
  init(_ level: NodeConfiguration.LogSettings.Level) {
    switch level {
    case .debug: self = .debug
    case .info: self = .info
    case .warning: self = .warning
    case .error: self = .error
    case .critical: self = .critical
    }
  }
}
