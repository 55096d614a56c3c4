/// Moves an amount to another account (`action/transfer.go`).
public struct Transfer: ProtobufMessage {
  /// In Rau. The wire allows negative and very wide numbers; handlers refuse them.
  public var amount: WireInteger = .zero
  /// The recipient's address as the sender wrote it.
  public var recipient: String = ""
  /// A note that the chain does not look at; 100 gas per byte.
  public var payload: [UInt8] = []

  /// A transfer.
  public init(amount: WireInteger, recipient: String, payload: [UInt8] = []) {
    self.amount = amount
    self.recipient = recipient
    self.payload = payload
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var hasAmount = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): (amount, hasAmount) = (try reader.integer().value, true)
      case (2, .bytes): recipient = try reader.string()
      case (3, .bytes): payload = try reader.bytes()
      default: try reader.skip(tag)
      }
    }
    if !hasAmount { reader.markNonCanonical() }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.integer(1, amount)
    writer.string(2, recipient)
    writer.bytes(3, payload)
  }
}
