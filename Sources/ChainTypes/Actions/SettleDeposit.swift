/// Credits a deposit on a sub-chain (`action/settledeposit.go`); experimental.
public struct SettleDeposit: ProtobufMessage {
  /// In Rau.
  public var amount: WireInteger = .zero
  /// The address that receives the amount, as the sender wrote it.
  public var recipient: String = ""
  /// The number of the deposit on the main chain.
  public var index: UInt64 = 0

  /// A settlement.
  public init(amount: WireInteger, recipient: String, index: UInt64) {
    self.amount = amount
    self.recipient = recipient
    self.index = index
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var hasAmount = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): (amount, hasAmount) = (try reader.integer().value, true)
      case (2, .bytes): recipient = try reader.string()
      case (3, .varint): index = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
    if !hasAmount { reader.markNonCanonical() }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.integer(1, amount)
    writer.string(2, recipient)
    writer.uint64(3, index)
  }
}
