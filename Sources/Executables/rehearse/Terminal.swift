internal import Foundation

/// What a command writes, and for whom.
enum Terminal {
  /// Whether somebody watches: then long work shows its progress.
  static let isInteractive = isatty(STDERR_FILENO) == 1

  /// Prints a line of the result, at once also into a pipe.
  static func say(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }

  /// Says something that is no part of the result.
  static func note(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
