/// Registers a sub-chain (`action/startsubchain.go`); experimental.
public struct StartSubChain: ProtobufMessage {
  /// The number that the sub-chain wants.
  public var chainID: UInt32 = 0
  /// What the owner locks as security, in Rau.
  public var securityDeposit: WireInteger = .zero
  /// What the owner pays for the operation, in Rau.
  public var operationDeposit: WireInteger = .zero
  /// The height of the main chain at which the sub-chain starts.
  public var startHeight: UInt64 = 0
  /// Blocks of the main chain between two blocks that are put on it.
  public var parentHeightOffset: UInt64 = 0

  /// A registration.
  public init(
    chainID: UInt32, securityDeposit: WireInteger, operationDeposit: WireInteger, startHeight: UInt64, parentHeightOffset: UInt64
  ) {
    self.chainID = chainID
    self.securityDeposit = securityDeposit
    self.operationDeposit = operationDeposit
    self.startHeight = startHeight
    self.parentHeightOffset = parentHeightOffset
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var (hasSecurity, hasOperation) = (false, false)
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): chainID = try reader.uint32()
      case (2, .bytes): (securityDeposit, hasSecurity) = (try reader.integer().value, true)
      case (3, .bytes): (operationDeposit, hasOperation) = (try reader.integer().value, true)
      case (4, .varint): startHeight = try reader.uint64()
      case (5, .varint): parentHeightOffset = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
    if !hasSecurity || !hasOperation { reader.markNonCanonical() }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint32(1, chainID)
    writer.integer(2, securityDeposit)
    writer.integer(3, operationDeposit)
    writer.uint64(4, startHeight)
    writer.uint64(5, parentHeightOffset)
  }
}
