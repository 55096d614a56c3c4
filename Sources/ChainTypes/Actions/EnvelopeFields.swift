/// The fields of an `ActionCore` while they are read: it may come in several parts.
struct EnvelopeFields {
  private var version: UInt32 = 0
  private var nonce: UInt64 = 0
  private var gasLimit: UInt64 = 0
  private var gasPrice: WireInteger = .zero
  private var hasGasPrice = false
  private var payload: Result<ActionPayload, CodecError>?

  /// Reads fields over those that were read before.
  mutating func merge(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint): version = try reader.uint32()
      case (2, .varint): nonce = try reader.uint64()
      case (3, .varint): gasLimit = try reader.uint64()
      case (4, .bytes): (gasPrice, hasGasPrice) = (try reader.integer().value, true)
      default:
        guard let kind = ActionKind(fieldNumber: tag.field) else {
          try reader.skip(tag)
          continue
        }
        try readPayload(kind, tag, from: &reader)
      }
    }
    if !hasGasPrice { reader.markNonCanonical() }
  }

  /// Reads a member of the oneof, which replaces one that was read before (golang/protobuf merges messages, but not
  /// those in a oneof). In another layout it is not an unknown field but an error.
  private mutating func readPayload(_ kind: ActionKind, _ tag: ProtobufTag, from reader: inout ProtobufReader) throws(CodecError) {
    guard tag.type == .bytes else { throw reader.failure(.wrongWireType).inside(kind.rawValue) }
    // A second member is never what the reference writes, even if it has a higher number.
    if payload != nil { reader.markNonCanonical() }
    do {
      payload = .success(try reader.message(kind.rawValue) { (part) throws(CodecError) in try ActionPayload(kind, from: &part) })
    } catch {
      guard error.code.isAboutContent else { throw error }
      payload = .failure(error)
    }
  }

  /// The envelope.
  ///
  /// - Parameter offset: where an error is reported.
  /// - Throws: when there is no payload, or the last one cannot be used (`Envelope.LoadProto`).
  func envelope(at offset: Int) throws(CodecError) -> Envelope {
    guard let payload else { throw CodecError(.missingField, at: offset) }
    return Envelope(version: version, nonce: nonce, gasLimit: gasLimit, gasPrice: gasPrice, payload: try payload.get())
  }
}
