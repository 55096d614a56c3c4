/// The proof that the delegates agreed on a block (`blockchain/block/footer.go`). No hash and no signature covers it.
public struct BlockFooter: ProtobufMessage {
  /// Endorsements of the vote to commit the block.
  public var endorsements: [Endorsement]
  /// When the block was committed. The next round is counted from it.
  public var commitTime: Timestamp

  /// A footer.
  public init(endorsements: [Endorsement], commitTime: Timestamp) {
    self.endorsements = endorsements
    self.commitTime = commitTime
  }

  /// The footer of a block that is not committed: no endorsements, Go's zero time. The reference writes it like this.
  public static let empty = BlockFooter(endorsements: [], commitTime: .goZeroTime)

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also when a time is absent or invalid, or a public key is no point of the curve.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var fields = BlockFooterFields()
    try fields.merge(from: &reader, limits: .default)
    self = try fields.checked(at: reader.offset)
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    for endorsement in endorsements { writer.message(1, endorsement) }
    writer.timestamp(2, commitTime)
  }
}

/// The fields of a `BlockFooter` while they are read: it may come in several parts.
struct BlockFooterFields {
  private var endorsements: [Endorsement] = []
  private var timestamp: UncheckedTimestamp?

  /// Reads fields over those that were read before; endorsements are added.
  mutating func merge(from reader: inout ProtobufReader, limits: BlockLimits) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes):
        guard endorsements.count < limits.maximumEndorsements else { throw reader.failure(.limitExceeded).inside("endorsements") }
        try reader.append("endorsements", to: &endorsements)
      case (2, .bytes): try reader.message("timestamp") { (part) throws(CodecError) in try timestamp.merge(from: &part) }
      default: try reader.skip(tag)
      }
    }
  }

  /// The footer (`Footer.ConvertFromBlockFooterPb`).
  func checked(at offset: Int) throws(CodecError) -> BlockFooter {
    do throws(CodecError) {
      return BlockFooter(endorsements: endorsements, commitTime: try timestamp.checked(at: offset))
    } catch {
      throw error.inside("timestamp")
    }
  }
}
