/// Candidates in order, as poll results and the state hold them (`state/candidate.go`).
public struct CandidateList: ProtobufMessage {
  /// The candidates.
  public var candidates: [Candidate]

  /// A list.
  public init(_ candidates: [Candidate] = []) { self.candidates = candidates }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    candidates = []
    try merge(from: &reader)
  }

  /// Reads more candidates behind those that are there.
  mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): try reader.append("candidates", to: &candidates)
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    for candidate in candidates { writer.message(1, candidate) }
  }
}
