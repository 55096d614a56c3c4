import ChainTypes

/// One part of an answer on a block stream, this client's own protocol for ranges of blocks.
///
/// The asker opens a stream, writes one ``BlockRequest`` and closes its half. The server answers with frames: first its
/// tip, then the blocks in ascending order, then why it ended; both directions prefix each message with its length as a
/// varint. An empty request asks for the tip alone.
public enum SyncFrame: Hashable, Sendable {
  /// The server's last block.
  case tip(UInt64)
  /// The next block, encoded.
  case block([UInt8])
  /// Nothing follows.
  case end(End)

  /// Why an answer ended.
  public enum End: Int32, Hashable, Sendable {
    /// All of the range, or all up to the server's tip, was sent.
    case complete = 1
    /// A limit of the server was reached: ask again from where it ended.
    case limited = 2
    /// The server has too much to do: ask somebody else, or later.
    case busy = 3
    /// The server cannot read the next block.
    case unavailable = 4
  }

  /// Decodes a frame.
  ///
  /// - Parameter maximumBlock: a block above so many bytes is refused.
  public init(decoding bytes: [UInt8], maximumBlock: Int) throws(MessageError) {
    guard bytes.count <= maximumBlock + 64 else { throw .tooLong(bytes: bytes.count, limit: maximumBlock + 64) }
    let result = bytes.withUnsafeBytes { (buffer) -> Result<SyncFrame, CodecError> in
      do throws(CodecError) {
        return .success(try SyncFrame.read(buffer))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let frame): self = frame
    case .failure(let error): throw .malformed(error)
    }
  }

  private static func read(_ buffer: UnsafeRawBufferPointer) throws(CodecError) -> SyncFrame {
    var reader = ProtobufReader(buffer)
    var frame: SyncFrame?
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): frame = .block(try reader.bytes())
      case (2, .varint): frame = .tip(try reader.uint64())
      case (3, .varint):
        guard let end = End(rawValue: try reader.int32()) else { throw reader.failure(.invalidEnumeration) }
        frame = .end(end)
      default: try reader.skip(tag)
      }
    }
    // A tip of 0 is written as no field at all.
    return frame ?? .tip(0)
  }

  /// The encoding, without a length in front.
  public var encoded: [UInt8] {
    var writer = ProtobufWriter()
    switch self {
    case .tip(let height): writer.uint64(2, height)
    case .block(let bytes):
      writer.reserve(bytes.count + 8)
      writer.bytes(1, bytes)
    case .end(let end): writer.int32(3, end.rawValue)
    }
    return writer.bytes
  }
}
