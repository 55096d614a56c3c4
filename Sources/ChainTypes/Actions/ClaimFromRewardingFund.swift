/// Takes what the sender has earned out of the rewarding fund (`action/claimreward.go`).
public struct ClaimFromRewardingFund: ProtobufMessage {
  /// In Rau. Negative and very wide numbers are possible; handlers refuse them.
  public var amount: WireInteger = .zero
  /// A note that the chain does not look at; 100 gas per byte.
  public var data: [UInt8] = []

  /// A claim.
  public init(amount: WireInteger, data: [UInt8] = []) {
    self.amount = amount
    self.data = data
  }

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also when the amount is absent or no number: these two kinds of actions are the only ones for which the
  ///   reference looks.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var isNumber = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): (amount, isNumber) = try reader.integer()
      case (2, .bytes): data = try reader.bytes()
      default: try reader.skip(tag)
      }
    }
    if !isNumber { throw reader.failure(.invalidNumber) }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.integer(1, amount)
    writer.bytes(2, data)
  }
}
