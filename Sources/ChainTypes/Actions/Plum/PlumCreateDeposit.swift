/// Moves an amount to a Plum chain (`proto/types/action.proto`). It never had rules: see ``ActionKind/isPlum``.
public struct PlumCreateDeposit: ProtobufMessage {
  /// The Plum chain's address on the main chain, as the sender wrote it.
  public var subChainAddress: String = ""
  /// In Rau, as the sender wrote it: no rule ever read the number.
  public var amount: String = ""
  /// The address that receives the amount on the Plum chain, as the sender wrote it.
  public var recipient: String = ""

  /// A message whose fields are all empty.
  public init() {}

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): subChainAddress = try reader.string()
      case (2, .bytes): amount = try reader.string()
      case (3, .bytes): recipient = try reader.string()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, subChainAddress)
    writer.string(2, amount)
    writer.string(3, recipient)
  }
}
