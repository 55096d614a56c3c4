/// Creates a contract, or calls one (`action/execution.go`).
public struct Execution: ProtobufMessage {
  /// What the contract receives, in Rau. The wire allows negative and very wide numbers; handlers refuse them.
  public var amount: WireInteger = .zero
  /// The contract's address as the sender wrote it; empty to create one.
  public var contract: String = ""
  /// Call data, or the code that creates the contract; 100 gas per byte before anything runs.
  public var data: [UInt8] = []

  /// An execution.
  public init(amount: WireInteger, contract: String, data: [UInt8]) {
    self.amount = amount
    self.contract = contract
    self.data = data
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var hasAmount = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): (amount, hasAmount) = (try reader.integer().value, true)
      case (2, .bytes): contract = try reader.string()
      case (3, .bytes): data = try reader.bytes()
      default: try reader.skip(tag)
      }
    }
    if !hasAmount { reader.markNonCanonical() }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.integer(1, amount)
    writer.string(2, contract)
    writer.bytes(3, data)
  }
}
