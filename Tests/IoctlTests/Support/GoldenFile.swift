import ClientKit

/// Files that a run has written.
enum GoldenFile {
  /// A file's text.
  static func text(_ path: String) throws -> String { String(decoding: try PrivateFile.read(path), as: UTF8.self) }
}
