internal import Gzip

/// The contents of a file, or of standard input, in chunks: plain, or expanded if the first two bytes are gzip's.
public struct ArchiveStream: ~Copyable {
  /// Bytes read at once.
  private static let chunkSize = 1 << 18

  /// The file's name, for messages.
  public let name: String
  private var file: FileBytes
  private var decompressor: GzipDecompressor?
  private var isFirstChunk = true
  private var isAtEnd = false

  /// Opens a file; "-" is standard input.
  public init(path: String) throws(ArchiveError) {
    name = path == "-" ? "standard input" : path
    file = try FileBytes(path: path)
  }

  /// The file's size in bytes, or nil when it has none (a pipe).
  public var size: Int? { file.size }

  /// Bytes read from the file so far.
  public var position: Int { file.position }

  /// The next bytes; nil at the end.
  public mutating func next() throws(ArchiveError) -> [UInt8]? {
    while true {
      if let expanded = try expand(), !expanded.isEmpty { return expanded }
      if isAtEnd { return nil }
      guard let chunk = try file.next(limit: Self.chunkSize) else {
        isAtEnd = true
        try finishExpanding()
        return nil
      }
      if isFirstChunk {
        isFirstChunk = false
        if chunk.starts(with: [0x1f, 0x8b]) { decompressor = try makeDecompressor() }
      }
      if decompressor == nil { return chunk }
      decompressor?.feed(chunk)
    }
  }

  /// What the decompressor has ready; nil for a plain file.
  private mutating func expand() throws(ArchiveError) -> [UInt8]? {
    do throws(GzipError) {
      return try decompressor?.next()
    } catch {
      throw .damaged(file: name, detail: "\(error)")
    }
  }

  private mutating func finishExpanding() throws(ArchiveError) {
    do throws(GzipError) {
      if let decompressor = decompressor.take() { try decompressor.finish() }
    } catch {
      throw .damaged(file: name, detail: "\(error)")
    }
  }

  private func makeDecompressor() throws(ArchiveError) -> GzipDecompressor {
    do throws(GzipError) {
      return try GzipDecompressor()
    } catch {
      throw .damaged(file: name, detail: "\(error)")
    }
  }
}
