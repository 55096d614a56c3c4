/// A message published to topics, with its author's signature.
///
/// Holds the one encoding that the reference would give it (fields in order of numbers, unknown fields last), which is what is
/// forwarded and what the signature covers; the fields are views into it. Copies share the bytes.
public struct GossipMessage: Sendable {
  /// The protobuf encoding.
  public let encoded: [UInt8]
  /// Where the fields are.
  let layout: GossipMessageLayout

  init(encoded: [UInt8], layout: GossipMessageLayout) {
    self.encoded = encoded
    self.layout = layout
  }

  /// The author's peer id, or nil if there is none or it is not one.
  public var author: PeerID? { authorBytes.flatMap { try? PeerID(multihash: [UInt8]($0)) } }

  /// The bytes of field 1, or nil if it is absent.
  public var authorBytes: ArraySlice<UInt8>? { field(layout.author) }

  /// The content; empty if the field is absent.
  public var data: [UInt8] { [UInt8](dataSlice) }

  /// The content as a view that keeps the whole message alive.
  public var dataSlice: ArraySlice<UInt8> { field(layout.data) ?? [] }

  /// The sequence number's bytes, or nil if the field is absent: 8, big-endian, of every node known.
  public var sequence: ArraySlice<UInt8>? { field(layout.sequence) }

  /// The signature, or nil if the message is not signed.
  public var signature: ArraySlice<UInt8>? { field(layout.signature) }

  /// The author's public key as protobuf, or nil if it is not attached, as it is not where the id contains it.
  public var key: ArraySlice<UInt8>? { field(layout.key) }

  /// The topics. Bytes that are not UTF-8 are replaced, so such a topic equals none that anybody subscribes to.
  public var topics: [String] {
    var result: [String] = []
    var reader = ProtobufReader(encoded[layout.topicsStart..<layout.signedEnd])
    while let field = try? reader.next(), case .bytes(let topic) = field.value {
      result.append(String(decoding: topic, as: UTF8.self))
    }
    return result
  }

  /// What identifies the message.
  public var id: MessageID {
    var bytes: [UInt8] = []
    let author = authorBytes ?? []
    let sequence = sequence ?? []
    bytes.reserveCapacity(author.count + sequence.count)
    bytes.append(contentsOf: author)
    bytes.append(contentsOf: sequence)
    return MessageID(bytes)
  }

  /// What the signature is made over: `libp2p-pubsub:`, then the message without the fields signature and key.
  ///
  /// Source: `verifyMessageSignature` in go-libp2p-pubsub.
  public var signedBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.signaturePrefix.count + encoded.count)
    bytes.append(contentsOf: Self.signaturePrefix)
    bytes.append(contentsOf: encoded[..<layout.signedEnd])
    bytes.append(contentsOf: encoded[layout.unknownStart...])
    return bytes
  }

  static let signaturePrefix = [UInt8]("libp2p-pubsub:".utf8)

  private func field(_ range: Range<Int>?) -> ArraySlice<UInt8>? { range.map { encoded[$0] } }
}

extension GossipMessage: Hashable {
  /// Whether both have the same encoding.
  public static func == (left: Self, right: Self) -> Bool { left.encoded == right.encoded }

  /// Hashes the encoding.
  public func hash(into hasher: inout Hasher) { hasher.combine(encoded) }
}
