import Gzip
import Testing

@Suite struct GzipTests {
  /// Bytes with structure and with noise.
  static func sample(_ count: Int) -> [UInt8] {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    return (0..<count).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return index % 3 == 0 ? UInt8(truncatingIfNeeded: state >> 56) : UInt8(truncatingIfNeeded: index / 100)
    }
  }

  @Test(arguments: [0, 1, 2, 1000, 65_535, 65_536, 300_000])
  func `restores what it compressed`(count: Int) throws {
    let bytes = Self.sample(count)
    let compressed = try Gzip.compress(bytes)
    #expect(Gzip.isGzip(compressed))
    #expect(try Gzip.decompress(compressed) == bytes)
  }

  @Test func `reads members in a row as one stream`() throws {
    let stream = try Gzip.compress([1, 2, 3]) + Gzip.compress([]) + Gzip.compress([4, 5])
    #expect(try Gzip.decompress(stream) == [1, 2, 3, 4, 5])
  }

  @Test(arguments: [1, 7, 4096]) func `gives the same bytes whatever the pieces`(size: Int) throws {
    let bytes = Self.sample(100_000)
    let compressed = try Gzip.compress(bytes) + Gzip.compress(bytes)
    var decompressor = try GzipDecompressor()
    var result: [UInt8] = []
    for start in stride(from: 0, to: compressed.count, by: size) {
      decompressor.feed([UInt8](compressed[start..<min(start + size, compressed.count)]))
      while true {
        let chunk = try decompressor.next(maximum: 1000)
        #expect(chunk.count <= 1000)
        if chunk.isEmpty { break }
        result += chunk
      }
    }
    try decompressor.finish()
    #expect(result == bytes + bytes)
  }

  @Test func `compresses in pieces to one member`() throws {
    let bytes = Self.sample(200_000)
    var compressor = try GzipCompressor(level: 9)
    var stream = try compressor.compress([UInt8](bytes[..<70_000]))
    stream += try compressor.compress([UInt8](bytes[70_000...]))
    stream += try compressor.finish()
    #expect(try Gzip.decompress(stream) == bytes)
  }

  @Test func `rejects a stream that ends early`() throws {
    let compressed = try Gzip.compress(Self.sample(5000))
    for count in [0, 1, 9, 10, 11, compressed.count / 2, compressed.count - 1] {
      #expect(throws: GzipError.truncated) { try Gzip.decompress([UInt8](compressed[..<count])) }
    }
  }

  @Test func `rejects a wrong checksum, other bytes, and rubbish after a member`() throws {
    var compressed = try Gzip.compress(Self.sample(5000))
    #expect(throws: GzipError.corrupt) { try Gzip.decompress(compressed + [7, 7, 7]) }
    compressed[compressed.count - 5] ^= 1
    #expect(throws: GzipError.corrupt) { try Gzip.decompress(compressed) }
    #expect(throws: GzipError.corrupt) { try Gzip.decompress([UInt8](repeating: 0x41, count: 100)) }
  }

  @Test func `stops at the limit`() throws {
    let compressed = try Gzip.compress([UInt8](repeating: 0, count: 10_000_000))
    #expect(throws: GzipError.tooLarge(limit: 1_000_000)) { try Gzip.decompress(compressed, limit: 1_000_000) }
    #expect(try Gzip.decompress(compressed, limit: 10_000_000).count == 10_000_000)
  }
}
