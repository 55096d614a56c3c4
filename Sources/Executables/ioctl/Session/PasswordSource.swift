import ClientKit
import Glibc

/// Where a script keeps a password, in OpenSSL's notation.
enum PasswordSource: Sendable {
  case variable(String)
  case file(String)
  case descriptor(Int32)
  case text(String)

  /// Reads `env:NAME`, `file:PATH`, `fd:N`, `stdin` or `pass:TEXT`.
  ///
  /// - Throws: for anything else, so that a bare password on the command line is never taken for one by accident.
  init(_ notation: String) throws(CommandFailure) {
    let parts = notation.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count == 2 ? parts[1] : nil) {
    case ("env", let name?): self = .variable(name)
    case ("file", let path?): self = .file(path)
    case ("pass", let text?): self = .text(text)
    case ("fd", let number?):
      guard let descriptor = Int32(number), descriptor >= 0 else { throw CommandFailure("fd: needs the number of an open file") }
      self = .descriptor(descriptor)
    case ("stdin", nil): self = .descriptor(STDIN_FILENO)
    default:
      throw CommandFailure("--password says where the password is: env:NAME, file:PATH, fd:N, stdin or pass:TEXT")
    }
  }

  /// The password: the first line, without its end.
  func read() throws(CommandFailure) -> SecretBytes {
    switch self {
    case .text(let text): return SecretBytes(text: text)
    case .variable(let name):
      guard let value = getenv(name) else { throw CommandFailure("there is no environment variable \(name)") }
      return SecretBytes(UnsafeRawBufferPointer(start: value, count: strlen(value)))
    case .file(let path):
      do throws(KeystoreError) {
        var content = try PrivateFile.read(path, limit: 1 << 16)
        return Self.firstLine(&content)
      } catch {
        throw CommandFailure("cannot read the password: \(error)")
      }
    case .descriptor(let descriptor):
      var line: [UInt8] = []
      var byte: UInt8 = 0
      while line.count < 1 << 16, Glibc.read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
      return Self.firstLine(&line)
    }
  }

  private static func firstLine(_ content: inout [UInt8]) -> SecretBytes {
    defer { SecretBytes.wipe(&content) }
    let line = content.prefix { $0 != UInt8(ascii: "\n") }
    return SecretBytes(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }
}
