import ChainTypes
import Gzip

/// What files are made of.
extension FuzzTarget {
  /// A file of blocks. The first byte says in which chunks it arrives.
  static let frames = FuzzTarget(name: "frames") { input in
    let (choice, rest) = input.selector
    let bytes = [UInt8](rest)
    let whole = readFrames(bytes, chunk: max(1, bytes.count))
    require(readFrames(bytes, chunk: choice + 1) == whole, "frames depend on the chunks")
    guard whole.failure == nil else { return }
    var written: [UInt8] = []
    for frame in whole.frames { BlockFrames.append(frame, to: &written) }
    require(readFrames(written, chunk: max(1, written.count)) == whole, "frames cannot be read again")
  }

  /// A compressed file. The first byte says in which chunks it arrives.
  static let gzip = FuzzTarget(name: "gzip") { input in
    let (choice, rest) = input.selector
    let bytes = [UInt8](rest)
    let limit = 1 << 16
    let whole = expand(bytes, chunk: max(1, bytes.count), limit: limit)
    require(expand(bytes, chunk: choice + 1, limit: limit) == whole, "the result depends on the chunks")
    if case .success(let output) = whole { require(output.count <= limit, "the limit does not hold") }
    guard let compressed = try? Gzip.compress(bytes, level: choice % 10) else { return require(false, "bytes cannot be compressed") }
    require((try? Gzip.decompress(compressed)) == bytes, "compressing loses bytes")
    require(Gzip.isGzip(compressed), "compressed bytes are not known as such")
  }

  private struct FramesRead: Equatable {
    var frames: [[UInt8]] = []
    var failure: BlockFrames.Failure?
  }

  private static func readFrames(_ bytes: [UInt8], chunk: Int) -> FramesRead {
    var result = FramesRead()
    var reader = BlockFrames.Reader(limit: 4096)
    do throws(BlockFrames.Failure) {
      var position = 0
      while position < bytes.count {
        let end = min(bytes.count, position + chunk)
        reader.feed([UInt8](bytes[position..<end]))
        position = end
        while let frame = try reader.next() { result.frames.append(frame) }
      }
      try reader.finish()
      require(reader.offset == bytes.count, "frames do not add up to the file")
    } catch {
      result.failure = error
    }
    require(reader.frameCount == result.frames.count, "frames are miscounted")
    return result
  }

  /// Every failure counts as the same: which one is found first may depend on the chunks.
  private static func expand(_ bytes: [UInt8], chunk: Int, limit: Int) -> Result<[UInt8], Damage> {
    do throws(GzipError) {
      var decompressor = try GzipDecompressor(limit: limit)
      var output: [UInt8] = []
      var position = 0
      while position < bytes.count {
        let end = min(bytes.count, position + chunk)
        decompressor.feed([UInt8](bytes[position..<end]))
        position = end
        while true {
          let piece = try decompressor.next(maximum: 1 << 12)
          if piece.isEmpty { break }
          output += piece
        }
      }
      try decompressor.finish()
      return .success(output)
    } catch {
      return .failure(Damage())
    }
  }

  private struct Damage: Error, Equatable {}
}
