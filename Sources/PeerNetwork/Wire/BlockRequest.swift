public import ChainTypes

/// A question for blocks (`iotexrpc.BlockSync`, whose field 1 is unused).
///
/// The reference answers with one unicast message per block, from the first height to the last or to its tip, whichever
/// comes first.
public struct BlockRequest: ProtobufMessage {
  /// The first height.
  public var start: UInt64
  /// The last height, inclusive.
  public var end: UInt64

  /// A request.
  public init(start: UInt64, end: UInt64) {
    self.start = start
    self.end = end
  }

  /// A request for a range.
  public init(_ range: ClosedRange<UInt64>) { self.init(start: range.lowerBound, end: range.upperBound) }

  /// The heights asked for that can exist; nil when there is none.
  public var range: ClosedRange<UInt64>? {
    let first = max(1, start)
    return first <= end ? first...end : nil
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    self.init(start: 0, end: 0)
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (2, .varint): start = try reader.uint64()
      case (3, .varint): end = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint64(2, start)
    writer.uint64(3, end)
  }
}
