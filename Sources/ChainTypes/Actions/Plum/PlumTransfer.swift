/// Moves a coin on a Plum chain (`proto/types/action.proto`). It never had rules: see ``ActionKind/isPlum``.
public struct PlumTransfer: ProtobufMessage {
  /// The coin.
  public var coinID: UInt64 = 0
  /// Its value, as the sender wrote it.
  public var denomination: [UInt8] = []
  /// The address that has the coin, as the sender wrote it.
  public var owner: String = ""
  /// The address that receives it, as the sender wrote it.
  public var recipient: String = ""

  /// A message whose fields are all empty.
  public init() {}

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): coinID = try reader.uint64()
      case (2, .bytes): denomination = try reader.bytes()
      case (3, .bytes): owner = try reader.string()
      case (4, .bytes): recipient = try reader.string()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint64(1, coinID)
    writer.bytes(2, denomination)
    writer.string(3, owner)
    writer.string(4, recipient)
  }
}
