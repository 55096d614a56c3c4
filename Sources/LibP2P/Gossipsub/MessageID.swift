/// What tells one pubsub message from another: the author's id followed by the sequence number, as they stand in the message.
///
/// Source: `msgID` in go-libp2p-pubsub. The bytes are no text, though they travel in a protobuf string field.
public struct MessageID: Hashable, Sendable {
  /// Author and sequence number, one after the other.
  public let bytes: [UInt8]

  /// An id with the given bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Hashes the bytes in one go, which an array does one by one.
  public func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
