internal import ChainTypes

/// Reads the blocks of files, one after the other: framed, plain or compressed with gzip.
struct BlockArchiveReader: ~Copyable {
  /// The encoded block at a place of a file.
  struct Frame: Sendable {
    let bytes: [UInt8]
    let file: String
    /// Counted from 1 in each file.
    let number: Int
  }

  private var remaining: ArraySlice<String>
  private var stream: ArchiveStream?
  /// The name of the file that `stream` reads.
  private var name = ""
  private var frames = BlockFrames.Reader()
  private var finishedBytes = 0
  /// Bytes in all files, or nil when one of them is a pipe.
  let totalSize: Int?

  /// A reader of files; "-" is standard input. All of them must be readable.
  init(files: [String]) throws(ArchiveError) {
    var total: Int? = 0
    for file in files {
      let opened = try FileBytes(path: file)
      if let known = total, let size = opened.size { total = known + size } else { total = nil }
    }
    totalSize = total
    remaining = files[...]
  }

  /// Bytes read so far, compressed where the files are.
  private(set) var position = 0

  /// The next block; nil after the last one of the last file.
  mutating func next() throws(ArchiveError) -> Frame? {
    while true {
      do throws(BlockFrames.Failure) {
        if let frame = try frames.next() { return Frame(bytes: frame, file: name, number: frames.frameCount) }
      } catch {
        throw .damaged(file: name, detail: "\(error)")
      }
      if let chunk = try readChunk() {
        frames.feed(chunk)
      } else {
        guard try openNextFile() else { return nil }
      }
    }
  }

  /// The next bytes of the current file; nil at its end, or when no file is open.
  private mutating func readChunk() throws(ArchiveError) -> [UInt8]? {
    guard var current = stream.take() else { return nil }
    let chunk = try current.next()
    position = finishedBytes + current.position
    stream = consume current
    return chunk
  }

  /// Ends the current file and opens the next one.
  ///
  /// - Returns: whether there is one.
  private mutating func openNextFile() throws(ArchiveError) -> Bool {
    do throws(BlockFrames.Failure) {
      try frames.finish()
    } catch {
      throw .damaged(file: name, detail: "\(error)")
    }
    finishedBytes = position
    stream = nil
    frames = BlockFrames.Reader()
    guard let path = remaining.popFirst() else { return false }
    let next = try ArchiveStream(path: path)
    name = next.name
    stream = consume next
    return true
  }
}
