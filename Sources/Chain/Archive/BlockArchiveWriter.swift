internal import ChainTypes
internal import Glibc
internal import Gzip
internal import Primitives

/// Writes blocks into a file in the form that `BlockImporter` reads.
///
/// The file gets its name only when it is complete: an interrupted export leaves no half-written file behind.
public final class BlockArchiveWriter {
  private let path: String
  private let temporaryPath: String?
  private let descriptor: Int32
  private var compressor: GzipCompressor?

  /// Creates a file; "-" is standard output. A name that ends in ".gz" is compressed.
  ///
  /// - Throws: `ArchiveError.unwritable`, also when the file exists and must not be overwritten.
  public init(path: String, overwrite: Bool) throws(ArchiveError) {
    self.path = path
    if path == "-" {
      temporaryPath = nil
      descriptor = 1
    } else {
      if !overwrite && access(path, F_OK) == 0 {
        throw .unwritable(file: path, cause: "the file exists (--force overwrites it)")
      }
      let temporary = "\(path).part"
      temporaryPath = temporary
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw .unwritable(file: temporary, cause: String(cString: strerror(errno))) }
    }
    if path.hasSuffix(".gz") {
      do {
        compressor = try GzipCompressor()
      } catch {
        throw .unwritable(file: path, cause: "\(error)")
      }
    }
  }

  deinit {
    if descriptor != 1 { close(descriptor) }
  }

  /// Appends an encoded block.
  public func append(_ block: [UInt8]) throws(ArchiveError) {
    var frame: [UInt8] = []
    frame.reserveCapacity(block.count + 10)
    BlockFrames.append(block, to: &frame)
    guard compressor != nil else { return try write(frame) }
    do throws(GzipError) {
      frame = try compressor?.compress(frame) ?? frame
    } catch {
      throw .unwritable(file: path, cause: "\(error)")
    }
    try write(frame)
  }

  /// Completes the file, makes it durable and gives it its name.
  public func finish() throws(ArchiveError) {
    if let compressor = compressor.take() {
      let end: [UInt8]
      do throws(GzipError) {
        end = try compressor.finish()
      } catch {
        throw .unwritable(file: path, cause: "\(error)")
      }
      try write(end)
    }
    guard let temporaryPath else { return }
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
      throw .unwritable(file: path, cause: String(cString: strerror(errno)))
    }
  }

  /// Removes what was written so far.
  public func discard() {
    if let temporaryPath { unlink(temporaryPath) }
  }

  private func write(_ bytes: [UInt8]) throws(ArchiveError) {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw .unwritable(file: path, cause: String(cString: strerror(errno)))
      }
      start += written
    }
  }
}
