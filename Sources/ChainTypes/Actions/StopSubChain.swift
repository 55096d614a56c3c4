/// Ends a sub-chain (`action/stopsubchain.go`); experimental.
public struct StopSubChain: ProtobufMessage {
  /// The sub-chain's number.
  public var chainID: UInt32 = 0
  /// The height of the main chain at which it ends.
  public var stopHeight: UInt64 = 0
  /// The sub-chain's address on the main chain, as the sender wrote it.
  public var subChainAddress: String = ""

  /// An end of a sub-chain.
  public init(chainID: UInt32, stopHeight: UInt64, subChainAddress: String) {
    self.chainID = chainID
    self.stopHeight = stopHeight
    self.subChainAddress = subChainAddress
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): chainID = try reader.uint32()
      case (2, .varint): stopHeight = try reader.uint64()
      case (3, .bytes): subChainAddress = try reader.string()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint32(1, chainID)
    writer.uint64(2, stopHeight)
    writer.string(3, subChainAddress)
  }
}
