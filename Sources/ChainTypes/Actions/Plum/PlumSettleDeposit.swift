/// Credits a deposit on a Plum chain (`proto/types/action.proto`). It never had rules: see ``ActionKind/isPlum``.
public struct PlumSettleDeposit: ProtobufMessage {
  /// The coin.
  public var coinID: UInt64 = 0

  /// A message whose fields are all empty.
  public init() {}

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): coinID = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint64(1, coinID)
  }
}
