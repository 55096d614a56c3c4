/// Starts to take a coin back from a Plum chain (`proto/types/action.proto`). It never had rules: see ``ActionKind/isPlum``.
public struct PlumStartExit: ProtobufMessage {
  /// The Plum chain's address on the main chain, as the sender wrote it.
  public var subChainAddress: String = ""
  /// The last transfer but one of the coin.
  public var previousTransfer: [UInt8] = []
  /// The proof that a block holds it.
  public var previousTransferBlockProof: [UInt8] = []
  /// The height of that block.
  public var previousTransferBlockHeight: UInt64 = 0
  /// The last transfer of the coin.
  public var exitTransfer: [UInt8] = []
  /// The proof that a block holds it.
  public var exitTransferBlockProof: [UInt8] = []
  /// The height of that block.
  public var exitTransferBlockHeight: UInt64 = 0

  /// A message whose fields are all empty.
  public init() {}

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): subChainAddress = try reader.string()
      case (2, .bytes): previousTransfer = try reader.bytes()
      case (3, .bytes): previousTransferBlockProof = try reader.bytes()
      case (4, .varint): previousTransferBlockHeight = try reader.uint64()
      case (5, .bytes): exitTransfer = try reader.bytes()
      case (6, .bytes): exitTransferBlockProof = try reader.bytes()
      case (7, .varint): exitTransferBlockHeight = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, subChainAddress)
    writer.bytes(2, previousTransfer)
    writer.bytes(3, previousTransferBlockProof)
    writer.uint64(4, previousTransferBlockHeight)
    writer.bytes(5, exitTransfer)
    writer.bytes(6, exitTransferBlockProof)
    writer.uint64(7, exitTransferBlockHeight)
  }
}
