import ClientKit
import Glibc

/// Reads what a person types.
enum Terminal {
  /// A line from standard input, byte by byte, so that nothing of the next one is taken; nil at the end of input.
  static func readLine(limit: Int = 4096) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < limit {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        guard !line.isEmpty else { return nil }
        break
      }
      if byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// The first word of a line that is typed; empty if there is none.
  static func readAnswer() -> String {
    let line = readLine() ?? ""
    return line.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
  }

  /// A line typed on a terminal without being shown.
  ///
  /// - Throws: when standard input is no terminal, or ends.
  static func readSecret() throws(CommandFailure) -> SecretBytes {
    guard let secret = try SecretPrompt.read() else { throw CommandFailure("EOF") }
    return secret
  }
}
