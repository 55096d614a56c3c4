/// Whole-buffer gzip (RFC 1952) over the system's zlib; the streaming forms are ``GzipDecompressor`` and ``GzipCompressor``.
///
/// This target knows nothing of chains: it turns bytes into bytes, and it is the only one that talks to zlib.
public enum Gzip {
  /// The largest result of ``decompress(_:limit:)`` when the caller names none: 1 GiB.
  public static let defaultLimit = 1 << 30

  /// Whether the bytes begin as every gzip member does.
  public static func isGzip(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// Expands a complete gzip stream of one or more members.
  ///
  /// - Parameters:
  ///   - bytes: the whole stream.
  ///   - limit: the largest allowed result in bytes; memory use stays in proportion to it, whatever the stream claims.
  public static func decompress(_ bytes: [UInt8], limit: Int = defaultLimit) throws(GzipError) -> [UInt8] {
    var decompressor = try GzipDecompressor(limit: limit)
    decompressor.feed(bytes)
    var result: [UInt8] = []
    while true {
      let chunk = try decompressor.next()
      if chunk.isEmpty { break }
      result += chunk
    }
    try decompressor.finish()
    return result
  }

  /// Compresses to one gzip member. The result depends on the bytes, the level and zlib's version alone: the header holds no time and no name.
  ///
  /// - Parameter level: 1 (fast) … 9 (small).
  public static func compress(_ bytes: [UInt8], level: Int = 6) throws(GzipError) -> [UInt8] {
    var compressor = try GzipCompressor(level: level)
    var result = try compressor.compress(bytes)
    result += try compressor.finish()
    return result
  }
}
