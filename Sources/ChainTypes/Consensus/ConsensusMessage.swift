public import Primitives

/// What delegates send each other: an endorsed vote or proposal (`consensus/scheme/rolldpos/endorsedconsensusmessage.go`).
public struct ConsensusMessage: ProtobufMessage {
  /// What is endorsed.
  public enum Document: Sendable {
    /// A vote on a block.
    case vote(ConsensusVote)
    /// A block.
    case proposal(BlockProposal)

    /// What an endorsement signs, with its time.
    public var hash: Hash256 {
      switch self {
      case .vote(let vote): vote.documentHash
      case .proposal(let proposal): proposal.documentHash
      }
    }
  }

  /// The height that the document is about. No signature covers it.
  public var height: UInt64
  /// The sender's signature under the document.
  public var endorsement: Endorsement
  /// What is endorsed.
  public var document: Document

  /// A message.
  public init(height: UInt64, endorsement: Endorsement, document: Document) {
    self.height = height
    self.endorsement = endorsement
    self.document = document
  }

  /// Decodes a message.
  ///
  /// - Parameter limits: sizes and counts of a proposed block above these throw before memory is taken.
  public init(decoding bytes: [UInt8], limits: BlockLimits) throws(CodecError) {
    self = try readingProtobuf(bytes) { (reader) throws(CodecError) in try ConsensusMessage(from: &reader, limits: limits) }
  }

  /// Reads the message up to the end of the reader, within the default limits.
  public init(from reader: inout ProtobufReader) throws(CodecError) { try self.init(from: &reader, limits: .default) }

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also without a document, and without an endorsement, on which the reference crashes.
  init(from reader: inout ProtobufReader, limits: BlockLimits) throws(CodecError) {
    var height: UInt64 = 0
    var endorsement: EndorsementFields?
    var document: Result<Document, CodecError>?
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): height = try reader.uint64()
      case (2, .bytes):
        var fields = endorsement ?? EndorsementFields()
        try reader.message("endorsement") { (part) throws(CodecError) in try fields.merge(from: &part) }
        endorsement = fields
      case (100, _), (101, _):
        guard tag.type == .bytes else { throw reader.failure(.wrongWireType) }
        if document != nil { reader.markNonCanonical() }
        document = try Self.readDocument(tag, from: &reader, limits: limits)
      default: try reader.skip(tag)
      }
    }
    guard let document else { throw reader.failure(.missingField) }
    self.document = try document.get()
    guard let endorsement else { throw reader.failure(.missingField).inside("endorsement") }
    do throws(CodecError) {
      self.endorsement = try endorsement.checked(at: reader.offset)
    } catch {
      throw error.inside("endorsement")
    }
    self.height = height
  }

  /// Reads a member of the oneof, which replaces one that was read before.
  ///
  /// A vote with an unknown topic is an error only if it is not replaced. A proposal that cannot be used is one at once:
  /// the reference would read on, but nobody sends two documents.
  private static func readDocument(
    _ tag: ProtobufTag, from reader: inout ProtobufReader, limits: BlockLimits
  ) throws(CodecError) -> Result<Document, CodecError> {
    if tag.field == 100 {
      let proposal = try reader.message("blockProposal") { (part) throws(CodecError) in try BlockProposal(from: &part, limits: limits) }
      return .success(.proposal(proposal))
    }
    do throws(CodecError) {
      return .success(.vote(try reader.message("vote") { (part) throws(CodecError) in try ConsensusVote(from: &part) }))
    } catch {
      guard error.code.isAboutContent else { throw error }
      return .failure(error)
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint64(1, height)
    writer.message(2, endorsement)
    switch document {
    case .vote(let vote): writer.message(101, vote)
    case .proposal(let proposal): writer.message(100, proposal)
    }
  }

  /// Whether the endorsement is the sender's (`VerifyEndorsedDocument`).
  public func verifySignature() -> Bool { endorsement.verify(documentHash: document.hash) }
}
