public import ChainTypes

/// What is around every message between nodes (wire messages `BroadcastMsg` and `UnicastMsg`).
public struct MessageEnvelope: Hashable, Sendable {
  /// Which of the two wire messages is meant: their fields have different numbers.
  public enum Form: Hashable, Sendable {
    /// `BroadcastMsg`, for the gossip topic.
    case broadcast
    /// `UnicastMsg`, for a stream to one node. Its field 2, an address, is never set and not read.
    case unicast
  }

  /// The chain that the message is for; 1 for the root chain.
  public var chainID: UInt32
  /// What the body is.
  public var type: MessageType
  /// The encoded content.
  public var body: [UInt8]
  /// The sender's peer id in base58. Nothing proves it: the connection or the gossip signature does.
  public var sender: String
  /// The sender's clock.
  public var timestamp: UncheckedTimestamp

  /// An envelope.
  public init(chainID: UInt32, type: MessageType, body: [UInt8], sender: String, timestamp: Timestamp) {
    self.chainID = chainID
    self.type = type
    self.body = body
    self.sender = sender
    self.timestamp = UncheckedTimestamp(seconds: timestamp.seconds, nanoseconds: timestamp.nanoseconds)
  }

  private init() {
    self.init(chainID: 0, type: MessageType(rawValue: 0), body: [], sender: "", timestamp: Timestamp(seconds: 0))
  }

  /// Decodes an envelope. The body is copied only after its type's limit was checked.
  ///
  /// - Throws: `MessageError` for bytes that are no such message, and for one above the limits.
  public init(decoding bytes: [UInt8], as form: Form, limits: MessageLimits = .default) throws(MessageError) {
    let result = bytes.withUnsafeBytes { (buffer) -> Result<MessageEnvelope, MessageError> in
      do throws(MessageError) {
        return .success(try MessageEnvelope.read(buffer, as: form, limits: limits))
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  private static func read(
    _ buffer: UnsafeRawBufferPointer, as form: Form, limits: MessageLimits
  ) throws(MessageError) -> MessageEnvelope {
    guard buffer.count <= limits.maximumMessage else { throw .tooLong(bytes: buffer.count, limit: limits.maximumMessage) }
    var envelope = MessageEnvelope()
    var body = UnsafeRawBufferPointer(start: nil, count: 0)
    do throws(CodecError) {
      var reader = ProtobufReader(buffer)
      let offset: UInt64 = form == .broadcast ? 0 : 1
      while let tag = try reader.nextTag() {
        switch (tag.field, tag.type) {
        case (1, .varint): envelope.chainID = try reader.uint32()
        case (2 + offset, .varint): envelope.type = MessageType(rawValue: try reader.int32())
        case (3 + offset, .bytes): body = try reader.rawBytes()
        case (4 + offset, .bytes): envelope.sender = try senderText(try reader.rawBytes(), at: reader)
        case (5 + offset, .bytes):
          envelope.timestamp = try reader.message("timestamp") { (part) throws(CodecError) in try UncheckedTimestamp(from: &part) }
        default: try reader.skip(tag)
        }
      }
    } catch {
      throw .malformed(error)
    }
    let limit = limits.maximumBody(of: envelope.type)
    guard body.count <= limit else { throw .tooLong(bytes: body.count, limit: limit) }
    envelope.body = [UInt8](body)
    return envelope
  }

  /// The type of a broadcast message, without looking at anything else; nil for what is no such message.
  static func broadcastType(of bytes: ArraySlice<UInt8>) -> MessageType? {
    bytes.withUnsafeBytes { buffer in
      var reader = ProtobufReader(buffer)
      while let tag = try? reader.nextTag() {
        if tag.field == 2, tag.type == .varint { return (try? reader.int32()).map(MessageType.init(rawValue:)) }
        // Fields come in order, so a body in front of the type is no message of any known node.
        guard tag.field < 2, (try? reader.skip(tag)) != nil else { return nil }
      }
      return nil
    }
  }

  /// The text of a peer id, which takes some 52 characters.
  private static func senderText(_ raw: UnsafeRawBufferPointer, at reader: ProtobufReader) throws(CodecError) -> String {
    guard raw.count <= 256 else { throw reader.failure(.limitExceeded) }
    guard let text = String(validating: raw.assumingMemoryBound(to: UInt8.self), as: UTF8.self) else {
      throw reader.failure(.invalidUTF8)
    }
    return text
  }

  /// The encoding.
  public func encoded(as form: Form) -> [UInt8] {
    let offset = form == .broadcast ? 0 : 1
    var writer = ProtobufWriter()
    writer.reserve(body.count + 128)
    writer.uint32(1, chainID)
    writer.int32(2 + offset, type.rawValue)
    writer.bytes(3 + offset, body)
    writer.string(4 + offset, sender)
    writer.message(5 + offset, timestamp)
    return writer.bytes
  }
}
