/// Gives the sender's balance as votes to a candidate, or takes them back (`action/vote.go`); experimental.
public struct Vote: ProtobufMessage {
  /// A time that nobody looks at and no client of v0.5.0 sets.
  public var timestamp: UncheckedTimestamp?
  /// The candidate's address as the sender wrote it; empty to take the votes back.
  public var votee: String = ""

  /// A vote.
  public init(votee: String, timestamp: UncheckedTimestamp? = nil) {
    self.votee = votee
    self.timestamp = timestamp
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): try reader.message("timestamp") { (part) throws(CodecError) in try timestamp.merge(from: &part) }
      case (2, .bytes): votee = try reader.string()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    if let timestamp { writer.message(1, timestamp) }
    writer.string(2, votee)
  }
}
