/// A `google.protobuf.Timestamp` exactly as it came, before anybody asked whether it is valid.
///
/// Votes carry one that the reference never looks at but writes back, with the fields that it does not know
/// (`action/vote.go` keeps the message that protobuf read).
public struct UncheckedTimestamp: ProtobufMessage {
  /// Seconds since 1970, any number.
  public var seconds: Int64 = 0
  /// Nanoseconds, any number.
  public var nanoseconds: Int32 = 0
  /// Complete fields with other numbers or layouts, in the order in which they came; written behind the known ones.
  public private(set) var unknownFields: [UInt8] = []

  /// A time without unknown fields.
  public init(seconds: Int64 = 0, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) { try merge(from: &reader) }

  /// Reads fields over those that were read before.
  mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): seconds = try reader.int64()
      case (2, .varint): nanoseconds = try reader.int32()
      default:
        let value = try reader.skip(tag)
        var writer = ProtobufWriter()
        writer.varint(tag.raw)
        unknownFields += writer.bytes
        unknownFields += value
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.int64(1, seconds)
    writer.int32(2, nanoseconds)
    writer.raw(unknownFields)
  }
}

extension Optional where Wrapped == UncheckedTimestamp {
  /// Reads another part of a time field, over what was read before.
  mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
    // In place: copying what was read before, for each of many parts, would take time in the square of their size.
    if self == nil { self = UncheckedTimestamp() }
    try self?.merge(from: &reader)
  }

  /// The time, which must be there and be valid (Go's `ptypes.Timestamp`).
  func checked(at offset: Int) throws(CodecError) -> Timestamp {
    guard let time = self else { throw CodecError(.invalidTimestamp, at: offset) }
    let checked = Timestamp(seconds: time.seconds, nanoseconds: time.nanoseconds)
    guard checked.isValid else { throw CodecError(.invalidTimestamp, at: offset) }
    return checked
  }
}
