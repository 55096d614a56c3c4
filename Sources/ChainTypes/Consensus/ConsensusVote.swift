import ChainCrypto
public import Primitives

/// A delegate's vote on a block (`consensus/scheme/rolldpos/consensusvote.go`).
public struct ConsensusVote: ProtobufMessage {
  /// The stages of a round.
  public enum Topic: Int32, Hashable, Sendable, CaseIterable {
    /// The block may be proposed.
    case proposal = 0
    /// The block is locked: enough delegates accepted the proposal.
    case lock = 1
    /// The block may be committed.
    case commit = 2
  }

  /// The hash of the block, or nothing: a vote for no block.
  public var blockHash: [UInt8]
  /// The stage.
  public var topic: Topic

  /// A vote.
  public init(blockHash: [UInt8], topic: Topic) {
    self.blockHash = blockHash
    self.topic = topic
  }

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also when the topic is none of the three.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    blockHash = []
    var rawTopic: Int32 = 0
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): blockHash = try reader.bytes()
      case (2, .varint): rawTopic = try reader.int32()
      default: try reader.skip(tag)
      }
    }
    guard let topic = Topic(rawValue: rawTopic) else { throw reader.failure(.invalidEnumeration).inside("topic") }
    self.topic = topic
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.bytes(1, blockHash)
    writer.int32(2, topic.rawValue)
  }

  /// What an endorsement signs, with its time: BLAKE2b-256 of the encoding. Everything else is Keccak-256.
  public var documentHash: Hash256 { Blake2b256.hash(encoded) }
}
