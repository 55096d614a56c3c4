internal import CZlib

/// Expands a gzip stream that arrives in pieces, with bounded memory.
///
/// Feed what arrived, then call ``next(maximum:)`` until it returns nothing; at the end of the input call ``finish()``.
/// A stream may consist of several members in a row, as RFC 1952 allows and as concatenated files are.
public struct GzipDecompressor: ~Copyable {
  /// zlib keeps a pointer from its state back to this structure, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let limit: Int
  private var input: [UInt8] = []
  private var offset = 0
  private var produced = 0
  private var membersEnded = 0
  private var isInsideMember = false
  /// Whether zlib may hold output although it has read all input.
  private var mayHoldOutput = false

  /// - Parameter limit: the largest allowed total output in bytes.
  public init(limit: Int = .max) throws(GzipError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; 16: gzip framing and nothing else.
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      stream.deallocate()
      throw .outOfMemory
    }
    self.stream = stream
    self.limit = limit
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Appends input. Input that is not read yet is kept, so feed in pieces and drain with ``next(maximum:)`` in between.
  public mutating func feed(_ bytes: [UInt8]) {
    if offset == input.count {
      input = bytes
    } else {
      input.removeFirst(offset)
      input += bytes
    }
    offset = 0
  }

  /// The next piece of output; empty when more input is needed.
  ///
  /// - Parameter maximum: the largest piece in bytes; at least one byte is returned if there is any.
  public mutating func next(maximum: Int = 1 << 18) throws(GzipError) -> [UInt8] {
    let capacity = max(1, min(maximum, 1 << 30))
    while offset < input.count || mayHoldOutput {
      var status = Z_OK
      var consumed = 0
      let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        (status, consumed) = expand(into: buffer)
        count = capacity - Int(stream.pointee.avail_out)
      }
      offset += consumed
      produced += output.count
      mayHoldOutput = output.count == capacity && status == Z_OK
      switch status {
      case Z_STREAM_END:
        isInsideMember = false
        membersEnded += 1
        guard inflateReset(stream) == Z_OK else { throw .corrupt }
      case Z_OK, Z_BUF_ERROR:
        isInsideMember = isInsideMember || consumed > 0
      case Z_MEM_ERROR:
        throw .outOfMemory
      default:
        throw .corrupt
      }
      guard produced <= limit else { throw .tooLarge(limit: limit) }
      if !output.isEmpty { return output }
    }
    return []
  }

  /// Declares the end of the input; call it when ``next(maximum:)`` has returned nothing.
  ///
  /// - Throws: `truncated` if the stream is empty or ends inside a member.
  public consuming func finish() throws(GzipError) {
    guard !isInsideMember, offset == input.count, membersEnded > 0 else { throw .truncated }
  }

  /// One call of zlib over the rest of the input; returns its status and how many bytes it read.
  private mutating func expand(into buffer: UnsafeMutableBufferPointer<UInt8>) -> (status: Int32, consumed: Int) {
    let offset = offset
    return input.withUnsafeMutableBufferPointer { input in
      let available = min(input.count - offset, Int(UInt32.max))
      stream.pointee.next_in = input.baseAddress.map { $0 + offset }
      stream.pointee.avail_in = UInt32(available)
      stream.pointee.next_out = buffer.baseAddress
      stream.pointee.avail_out = UInt32(buffer.count)
      let status = inflate(stream, Z_NO_FLUSH)
      return (status, available - Int(stream.pointee.avail_in))
    }
  }
}
