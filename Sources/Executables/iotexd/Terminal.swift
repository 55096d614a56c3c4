internal import ArgumentParser
internal import Foundation

/// How a command prints its result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// For programs: one JSON value on standard output.
  case json
}

/// What a command writes beside its result, on standard error.
enum Terminal {
  /// Whether somebody watches: then long work shows its progress.
  static let isInteractive = isatty(STDERR_FILENO) == 1

  /// Says something that needs attention.
  static func warn(_ text: String) {
    FileHandle.standardError.write(Data("iotexd: warning: \(text)\n".utf8))
  }

  /// Prints a line on standard output at once, also into a pipe.
  static func say(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }

  /// Prints a value as one line of JSON with sorted keys.
  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    say(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

/// A line that shows how far long work is. Silent when nobody watches.
struct ProgressLine {
  private var lastWidth = 0

  /// Replaces the line.
  ///
  /// - Parameter fraction: how much is done, 0 … 1; nil when it is not known.
  mutating func show(fraction: Double?, _ text: String) {
    guard Terminal.isInteractive else { return }
    var line = text
    if let fraction {
      let width = 24
      let filled = Int((min(1, max(0, fraction)) * Double(width)).rounded())
      line = "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled) + "] " + text
    }
    let padding = String(repeating: " ", count: max(0, lastWidth - line.count))
    FileHandle.standardError.write(Data("\r\(line)\(padding)".utf8))
    lastWidth = line.count
  }

  /// Removes the line.
  mutating func clear() {
    guard Terminal.isInteractive, lastWidth > 0 else { return }
    FileHandle.standardError.write(Data("\r\(String(repeating: " ", count: lastWidth))\r".utf8))
    lastWidth = 0
  }
}
