/// The format of files of blocks and of receipts: for each height an unsigned varint length, then that many bytes.
///
/// ``Reader`` takes a file in chunks of any size; `append(_:to:)` writes one.
public enum BlockFrames {
  /// The largest frame that a reader accepts when its owner says nothing else: 32 MiB.
  public static let defaultLimit = 32 << 20

  /// Appends a frame to a file's bytes.
  public static func append(_ frame: [UInt8], to output: inout [UInt8]) {
    var writer = ProtobufWriter()
    writer.varint(UInt64(frame.count))
    output += writer.bytes
    output += frame
  }

  /// Why a file cannot be read on.
  public struct Failure: Error, Hashable, Sendable {
    /// A stable name of the reason, for programs and tests.
    public enum Code: String, Hashable, Sendable {
      /// The length has more than 64 bits.
      case malformedLength = "malformed-length"
      /// The frame is longer than the limit.
      case tooLong = "too-long"
      /// The file ends inside a frame.
      case truncated = "truncated"
    }

    /// The reason.
    public let code: Code
    /// The frame, counted from 1.
    public let frame: Int
    /// Where the frame starts, in bytes from the start of the file.
    public let offset: Int

    /// A failure.
    public init(code: Code, frame: Int, offset: Int) {
      self.code = code
      self.frame = frame
      self.offset = offset
    }
  }

  /// Finds the frames in a file that arrives in chunks.
  ///
  ///     reader.feed(chunk)
  ///     while let frame = try reader.next() { … }
  ///     try reader.finish()  // after the last chunk
  ///
  /// It holds what was fed and not yet taken: at most one frame and one chunk, if the owner takes all frames after each
  /// chunk. After an error it must not be used any more.
  public struct Reader: Sendable {
    private let limit: Int
    private var buffer: [UInt8] = []
    /// The first byte of `buffer` that was not given out.
    private var position = 0
    /// The number of frames given out.
    public private(set) var frameCount = 0
    /// Where the next frame starts, in bytes from the start of the file.
    public private(set) var offset = 0

    /// A reader at the start of a file.
    ///
    /// - Parameter limit: the largest frame in bytes.
    public init(limit: Int = BlockFrames.defaultLimit) { self.limit = limit }

    /// Adds the next bytes of the file.
    public mutating func feed(_ chunk: [UInt8]) {
      if position > 0 {
        buffer.removeFirst(position)
        position = 0
      }
      buffer += chunk
    }

    /// The next frame, or nil when its end was not fed yet.
    public mutating func next() throws(Failure) -> [UInt8]? {
      guard let (length, headSize) = try head() else { return nil }
      let start = position + headSize
      guard buffer.count - start >= length else { return nil }
      let frame = [UInt8](buffer[start..<(start + length)])
      position = start + length
      offset += headSize + length
      frameCount += 1
      return frame
    }

    /// Says that the file is over.
    ///
    /// - Throws: when it ends inside a frame.
    public func finish() throws(Failure) {
      if position < buffer.count { throw failure(.truncated) }
    }

    /// The length of the next frame and the size of the length itself, or nil when it was not fed completely.
    private func head() throws(Failure) -> (length: Int, size: Int)? {
      var length: UInt64 = 0
      for (index, byte) in buffer[position...].prefix(10).enumerated() {
        if index == 9 && byte > 1 { throw failure(.malformedLength) }
        length |= UInt64(byte & 0x7f) << (7 * UInt64(index))
        if byte < 0x80 {
          guard length <= UInt64(limit) else { throw failure(.tooLong) }
          return (Int(length), index + 1)
        }
      }
      return nil
    }

    private func failure(_ code: Failure.Code) -> Failure { Failure(code: code, frame: frameCount + 1, offset: offset) }
  }
}

extension BlockFrames.Failure: CustomStringConvertible {
  /// The reason and the place, in one sentence without a full stop.
  public var description: String {
    switch code {
    case .malformedLength: "frame \(frame) at byte \(offset) has a malformed length"
    case .tooLong: "frame \(frame) at byte \(offset) is longer than the limit"
    case .truncated: "the file ends inside frame \(frame), which starts at byte \(offset)"
    }
  }
}
