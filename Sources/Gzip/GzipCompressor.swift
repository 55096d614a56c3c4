internal import CZlib

/// Compresses pieces into one gzip member, with bounded memory. The header holds no time and no name, so equal input gives equal output.
public struct GzipCompressor: ~Copyable {
  /// zlib keeps a pointer from its state back to this structure, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Parameter level: 1 (fast) … 9 (small); other values are brought into this range.
  public init(level: Int = 6) throws(GzipError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let level = Int32(max(1, min(level, 9)))
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      throw .outOfMemory
    }
    self.stream = stream
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Adds a piece; returns the compressed bytes that are ready so far, often none.
  public mutating func compress(_ bytes: [UInt8]) throws(GzipError) -> [UInt8] {
    try run(bytes[...], flush: Z_NO_FLUSH)
  }

  /// Ends the member and returns its last bytes.
  public consuming func finish() throws(GzipError) -> [UInt8] {
    try run([], flush: Z_FINISH)
  }

  private mutating func run(_ bytes: ArraySlice<UInt8>, flush: Int32) throws(GzipError) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    let capacity = 1 << 16
    while true {
      // zlib counts in 32 bits.
      var piece = [UInt8](rest.prefix(1 << 30))
      rest = rest.dropFirst(piece.count)
      var status = Z_OK
      var isFull = true
      while isFull {
        result += [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
          status = step(&piece, flush: rest.isEmpty ? flush : Z_NO_FLUSH, into: buffer)
          count = capacity - Int(stream.pointee.avail_out)
          isFull = count == capacity
        }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw .corrupt }
      }
      if rest.isEmpty { return result }
    }
  }

  /// One call of zlib; removes what it read from `input`.
  private func step(_ input: inout [UInt8], flush: Int32, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int32 {
    let total = input.count
    var left = 0
    let status = input.withUnsafeMutableBufferPointer { bytes in
      stream.pointee.next_in = bytes.baseAddress
      stream.pointee.avail_in = UInt32(total)
      stream.pointee.next_out = buffer.baseAddress
      stream.pointee.avail_out = UInt32(buffer.count)
      let status = deflate(stream, flush)
      left = Int(stream.pointee.avail_in)
      return status
    }
    input.removeFirst(total - left)
    return status
  }
}
