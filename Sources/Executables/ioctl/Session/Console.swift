import Glibc

/// Writes to the standard streams, at once and in order.
struct Console: Sendable {
  /// Writes text to standard output.
  func write(_ text: String) { Self.write(text, to: STDOUT_FILENO) }

  /// Writes a line to standard output.
  func print(_ line: String) { write(line + "\n") }

  /// Writes a line to standard error.
  func printError(_ line: String) { Self.write(line + "\n", to: STDERR_FILENO) }

  /// Whether somebody reads standard error on a terminal.
  var showsErrorsToPerson: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether somebody reads standard output on a terminal.
  var showsOutputToPerson: Bool { isatty(STDOUT_FILENO) == 1 }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nobody reads any more: there is no one left to tell.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
