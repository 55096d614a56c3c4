/// A candidate for delegate, in poll results and in the state (`state/candidate.go`).
public struct Candidate: ProtobufMessage {
  /// The address whose key signs blocks, as it was announced.
  public var address: String = ""
  /// The votes, in the smallest unit of the token that votes. They are never negative on the wire.
  public var votes: WireInteger = .zero
  /// The address that receives rewards, as it was announced; may be empty.
  public var rewardAddress: String = ""

  /// A candidate.
  ///
  /// - Parameter votes: of a negative number only the absolute value is written.
  public init(address: String, votes: WireInteger, rewardAddress: String) {
    self.address = address
    self.votes = votes
    self.rewardAddress = rewardAddress
  }

  /// Reads the message up to the end of the reader. The public key that the wire has room for is dropped.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): address = try reader.string()
      case (2, .bytes):
        let raw = try reader.bytes()
        votes = WireInteger(bigEndian: raw)
        if raw.first == 0 { reader.markNonCanonical() }
      case (4, .bytes): rewardAddress = try reader.string()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.string(1, address)
    writer.bytes(2, votes.magnitudeBytes)
    writer.string(4, rewardAddress)
  }
}
