internal import Glibc

/// A file, or standard input, read in chunks.
struct FileBytes: ~Copyable {
  private let descriptor: Int32
  private let name: String
  /// The file's size in bytes, or nil when it has none (a pipe).
  let size: Int?
  /// Bytes read so far.
  private(set) var position = 0

  /// Opens a file; "-" is standard input.
  init(path: String) throws(ArchiveError) {
    name = path == "-" ? "standard input" : path
    if path == "-" {
      descriptor = 0
      size = nil
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(file: path, cause: String(cString: strerror(errno))) }
    var status = stat()
    size = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  deinit {
    if descriptor != 0 { close(descriptor) }
  }

  /// The next bytes, at most `limit` of them; nil at the end.
  mutating func next(limit: Int) throws(ArchiveError) -> [UInt8]? {
    while true {
      var failure: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        let got = read(descriptor, buffer.baseAddress, limit)
        count = max(0, got)
        if got < 0 { failure = errno }
      }
      if failure == EINTR { continue }
      guard failure == 0 else { throw .unreadable(file: name, cause: String(cString: strerror(failure))) }
      position += chunk.count
      return chunk.isEmpty ? nil : chunk
    }
  }
}
