/// Contests an exit (`proto/types/action.proto`). It never had rules: see ``ActionKind/isPlum``.
public struct PlumChallengeExit: ProtobufMessage {
  /// The Plum chain's address on the main chain, as the sender wrote it.
  public var subChainAddress: String = ""
  /// The coin.
  public var coinID: UInt64 = 0
  /// A transfer that contradicts the exit.
  public var challengeTransfer: [UInt8] = []
  /// The proof that a block holds it.
  public var challengeTransferBlockProof: [UInt8] = []
  /// The height of that block.
  public var challengeTransferBlockHeight: UInt64 = 0

  /// A message whose fields are all empty.
  public init() {}

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): subChainAddress = try reader.string()
      case (2, .varint): coinID = try reader.uint64()
      case (3, .bytes): challengeTransfer = try reader.bytes()
      case (4, .bytes): challengeTransferBlockProof = try reader.bytes()
      case (5, .varint): challengeTransferBlockHeight = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, subChainAddress)
    writer.uint64(2, coinID)
    writer.bytes(3, challengeTransfer)
    writer.bytes(4, challengeTransferBlockProof)
    writer.uint64(5, challengeTransferBlockHeight)
  }
}
