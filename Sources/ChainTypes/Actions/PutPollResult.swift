/// Announces the candidates of the next epoch (`action/putpollresult.go`); made by the producer of the block.
public struct PutPollResult: ProtobufMessage {
  /// The first height of the epoch that the candidates are for.
  public var height: UInt64 = 0
  /// The candidates.
  public var candidates: CandidateList = CandidateList()

  /// An announcement.
  public init(height: UInt64, candidates: CandidateList) {
    self.height = height
    self.candidates = candidates
  }

  /// Reads the message up to the end of the reader.
  ///
  /// - Throws: also when there is no list, not even an empty one; the reference crashes on that (`state/candidate.go`).
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var hasCandidates = false
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): height = try reader.uint64()
      case (2, .bytes):
        hasCandidates = true
        try reader.message("candidates") { (part) throws(CodecError) in try candidates.merge(from: &part) }
      default: try reader.skip(tag)
      }
    }
    if !hasCandidates { throw reader.failure(.missingField) }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint64(1, height)
    writer.message(2, candidates)
  }
}
