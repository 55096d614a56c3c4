import ClientKit
import Glibc

/// Reads what a person types.
enum Terminal {
  /// A line from standard input, byte by byte, so that nothing of the next one is taken; nil at the end of input.
  static func readLine(limit: Int = 4096) -> String? {
    guard var bytes = readBytes(limit: limit) else { return nil }
    defer { SecretBytes.wipe(&bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func readBytes(limit: Int) -> [UInt8]? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < limit {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return line.isEmpty ? nil : line }
      if byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    return line
  }

  /// The first word of a line that is typed; empty if there is none.
  static func readAnswer() -> String {
    let line = readLine() ?? ""
    return line.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
  }

  /// A line typed on a terminal without being shown.
  ///
  /// - Throws: when standard input is no terminal, so that no secret is read from a pipe by accident.
  static func readSecret() throws(CommandFailure) -> SecretBytes {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else {
      throw CommandFailure(
        SystemMessage.text(of: errno),
        hint: "Secrets are typed on a terminal. Scripts say where the password is: --password env:NAME, file:PATH, fd:N or stdin.")
    }
    var quiet = settings
    quiet.c_lflag &= ~tcflag_t(ECHO)
    quiet.c_lflag |= tcflag_t(ICANON | ISIG)
    quiet.c_iflag |= tcflag_t(ICRNL)
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
    guard var bytes = readBytes(limit: 1 << 16) else { throw CommandFailure("EOF") }
    bytes.removeAll { $0 == UInt8(ascii: "\r") }
    return SecretBytes(consuming: &bytes)
  }
}
