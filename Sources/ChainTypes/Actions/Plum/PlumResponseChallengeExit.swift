/// Answers a challenge (`proto/types/action.proto`). It never had rules: see ``ActionKind/isPlum``.
public struct PlumResponseChallengeExit: ProtobufMessage {
  /// The Plum chain's address on the main chain, as the sender wrote it.
  public var subChainAddress: String = ""
  /// The coin.
  public var coinID: UInt64 = 0
  /// The transfer that contests the exit.
  public var challengeTransfer: [UInt8] = []
  /// A transfer that refutes it.
  public var responseTransfer: [UInt8] = []
  /// The proof that a block holds it.
  public var responseTransferBlockProof: [UInt8] = []
  /// The height of that block.
  public var previousTransferBlockHeight: UInt64 = 0

  /// A message whose fields are all empty.
  public init() {}

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): subChainAddress = try reader.string()
      case (2, .varint): coinID = try reader.uint64()
      case (3, .bytes): challengeTransfer = try reader.bytes()
      case (4, .bytes): responseTransfer = try reader.bytes()
      case (5, .bytes): responseTransferBlockProof = try reader.bytes()
      case (6, .varint): previousTransferBlockHeight = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, subChainAddress)
    writer.uint64(2, coinID)
    writer.bytes(3, challengeTransfer)
    writer.bytes(4, responseTransfer)
    writer.bytes(5, responseTransferBlockProof)
    writer.uint64(6, previousTransferBlockHeight)
  }
}
