/// What each side says in its encrypted handshake message: 1 identity key (protobuf), 2 signature of the static key.
/// Field 4, extensions, is not used here and ignored.
///
/// Source: libp2p's Noise specification.
struct NoisePayload {
  private static let prefix = [UInt8]("noise-libp2p-static-key:".utf8)

  /// The identity key as protobuf.
  var identityKey: [UInt8]
  /// The identity's signature of the static key.
  var signature: [UInt8]

  /// The payload that binds this node's identity to a static key.
  init(identity: NodeKey, staticKey: [UInt8]) {
    identityKey = identity.publicKey.protobuf
    signature = identity.sign(Self.prefix + staticKey)
  }

  /// Reads a payload.
  ///
  /// - Throws: `malformedMessage`.
  init(decoding bytes: [UInt8]) throws(HandshakeError) {
    identityKey = []
    signature = []
    do {
      var reader = ProtobufReader(bytes)
      while let field = try reader.next() {
        switch field.number {
        case 1: identityKey = try field.bytes()
        case 2: signature = try field.bytes()
        default: break
        }
      }
    } catch {
      throw .malformedMessage
    }
  }

  /// The payload.
  var encoded: [UInt8] {
    var writer = ProtobufWriter(reservingCapacity: identityKey.count + signature.count + 8)
    writer.write(1, bytes: identityKey)
    writer.write(2, bytes: signature)
    return writer.bytes
  }

  /// The key whose owner signed the static key.
  ///
  /// - Throws: `invalidIdentityKey`, `badSignature`.
  func verifiedKey(forStaticKey staticKey: [UInt8]) throws(HandshakeError) -> PublicNodeKey {
    let key: PublicNodeKey
    do throws(IdentityError) {
      key = try PublicNodeKey(protobuf: identityKey)
    } catch {
      throw .invalidIdentityKey(error)
    }
    guard key.verify(Self.prefix + staticKey, signature: signature) else { throw .badSignature }
    return key
  }
}
