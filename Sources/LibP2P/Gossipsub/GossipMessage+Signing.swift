extension GossipMessage {
  /// A message by the owner of a key.
  ///
  /// Source: `signMessage` in go-libp2p-pubsub. Empty data is left out, as the reference does with none at all.
  ///
  /// - Parameters:
  ///   - data: The content.
  ///   - topics: Where to; usually one.
  ///   - sequence: Must differ from that of every other message by this key that is still remembered anywhere.
  public init(signing data: [UInt8], topics: [String], sequence: UInt64, with key: NodeKey) {
    let author = key.peerID.bytes
    var writer = ProtobufWriter(reservingCapacity: data.count + author.count + 160)
    var layout = GossipMessageLayout()
    writer.write(1, bytes: author)
    layout.author = Self.content(of: author.count, in: writer)
    if !data.isEmpty {
      writer.write(2, bytes: data)
      layout.data = Self.content(of: data.count, in: writer)
    }
    writer.write(3, bytes: (0..<8).map { UInt8(truncatingIfNeeded: sequence &>> (56 &- 8 &* $0)) })
    layout.sequence = Self.content(of: 8, in: writer)
    layout.topicsStart = writer.bytes.count
    for topic in topics { writer.write(4, string: topic) }
    layout.signedEnd = writer.bytes.count
    let signature = key.sign(Self.signaturePrefix + writer.bytes)
    writer.write(5, bytes: signature)
    layout.signature = Self.content(of: signature.count, in: writer)
    // An id that is a hash of the key cannot check a signature: the key goes along.
    if key.peerID.publicKey == nil {
      let publicKey = key.publicKey.protobuf
      writer.write(6, bytes: publicKey)
      layout.key = Self.content(of: publicKey.count, in: writer)
    }
    layout.unknownStart = writer.bytes.count
    self.init(encoded: writer.bytes, layout: layout)
  }

  /// Whether the author signed the message. The expensive part of handling one: some 50 µs with Ed25519.
  ///
  /// Strict: a message without author or signature is not authentic; neither is one whose attached key is not the author's.
  /// Source: `verifyMessageSignature` and `messagePubKey` in go-libp2p-pubsub.
  public var isAuthentic: Bool {
    guard let signature, let author, let key = authorKey(author) else { return false }
    return key.verify(signedBytes, signature: [UInt8](signature))
  }

  private func authorKey(_ author: PeerID) -> PublicNodeKey? {
    guard let key else { return author.publicKey }
    guard let attached = try? PublicNodeKey(protobuf: key), author.matches(attached) else { return nil }
    return attached
  }

  private static func content(of count: Int, in writer: ProtobufWriter) -> Range<Int> {
    writer.bytes.count - count..<writer.bytes.count
  }
}
