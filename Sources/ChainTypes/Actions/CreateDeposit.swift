/// Moves an amount to a sub-chain (`action/createdeposit.go`); experimental.
public struct CreateDeposit: ProtobufMessage {
  /// The sub-chain's number.
  public var chainID: UInt32 = 0
  /// In Rau.
  public var amount: WireInteger = .zero
  /// The address that receives the amount on the sub-chain, as the sender wrote it.
  public var recipient: String = ""

  /// A deposit.
  public init(chainID: UInt32, amount: WireInteger, recipient: String) {
    self.chainID = chainID
    self.amount = amount
    self.recipient = recipient
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var hasAmount = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): chainID = try reader.uint32()
      case (2, .bytes): (amount, hasAmount) = (try reader.integer().value, true)
      case (3, .bytes): recipient = try reader.string()
      default: try reader.skip(tag)
      }
    }
    if !hasAmount { reader.markNonCanonical() }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint32(1, chainID)
    writer.integer(2, amount)
    writer.string(3, recipient)
  }
}
