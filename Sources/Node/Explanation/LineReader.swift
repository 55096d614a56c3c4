internal import Chain

/// Reads a text file line by line, expanding gzip.
struct LineReader: ~Copyable {
  /// The longest line that is read, in bytes.
  private static let limit = 1 << 30

  private var stream: ArchiveStream
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(path: String) throws(ArchiveError) {
    stream = try ArchiveStream(path: path)
  }

  /// The next line without its end; nil at the end of the file.
  mutating func next() throws(ArchiveError) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return buffer[position..<end]
      }
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        return buffer[position...]
      }
      buffer.removeFirst(position)
      position = 0
      searched = buffer.count
      guard buffer.count <= Self.limit else {
        throw .damaged(file: stream.name, detail: "a line has more than \(Self.limit) bytes")
      }
      if let chunk = try stream.next() { buffer += chunk } else { isAtEnd = true }
    }
  }
}
