import ChainCrypto
public import Primitives

/// A block that a delegate proposes (`consensus/scheme/rolldpos/blockproposal.go`).
public struct BlockProposal: ProtobufMessage {
  /// The block.
  public var block: Block
  /// Endorsements of votes that locked this block in an earlier round; none in the first.
  public var proofOfLock: [Endorsement]

  /// A proposal.
  public init(block: Block, proofOfLock: [Endorsement] = []) {
    self.block = block
    self.proofOfLock = proofOfLock
  }

  /// Decodes a proposal.
  ///
  /// - Parameter limits: sizes and counts above these throw before memory is taken.
  public init(decoding bytes: [UInt8], limits: BlockLimits) throws(CodecError) {
    self = try readingProtobuf(bytes) { (reader) throws(CodecError) in try BlockProposal(from: &reader, limits: limits) }
  }

  /// Reads the message up to the end of the reader, within the default limits.
  public init(from reader: inout ProtobufReader) throws(CodecError) { try self.init(from: &reader, limits: .default) }

  /// Reads the message up to the end of the reader.
  init(from reader: inout ProtobufReader, limits: BlockLimits) throws(CodecError) {
    var fields = BlockFields()
    proofOfLock = []
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): try reader.message("block") { (part) throws(CodecError) in try fields.merge(from: &part, limits: limits) }
      case (2, .bytes):
        guard proofOfLock.count < limits.maximumEndorsements else { throw reader.failure(.limitExceeded).inside("endorsements") }
        try reader.append("endorsements", to: &proofOfLock)
      default: try reader.skip(tag)
      }
    }
    do throws(CodecError) {
      block = try fields.checked(at: reader.offset)
    } catch {
      throw error.inside("block")
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.message(1, block)
    for endorsement in proofOfLock { writer.message(2, endorsement) }
  }

  /// What an endorsement signs, with its time: Keccak-256 of the encoding.
  public var documentHash: Hash256 { Keccak256.hash(encoded) }
}
