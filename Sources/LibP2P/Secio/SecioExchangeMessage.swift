/// The second message of secio: 1 ephemeral public key, 2 signature.
struct SecioExchangeMessage: Sendable {
  /// An uncompressed point of the agreed curve.
  var ephemeralKey: [UInt8] = []
  /// The signature of both proposals, the sender's first, and the point.
  var signature: [UInt8] = []

  /// A node's message.
  init(ephemeralKey: [UInt8], signature: [UInt8]) {
    self.ephemeralKey = ephemeralKey
    self.signature = signature
  }

  /// Reads a message.
  ///
  /// - Throws: `malformedMessage`.
  init(decoding bytes: [UInt8]) throws(HandshakeError) {
    do {
      var reader = ProtobufReader(bytes)
      while let field = try reader.next() {
        switch field.number {
        case 1: ephemeralKey = try field.bytes()
        case 2: signature = try field.bytes()
        default: break
        }
      }
    } catch {
      throw .malformedMessage
    }
  }

  /// The message, without its length.
  var encoded: [UInt8] {
    var writer = ProtobufWriter(reservingCapacity: ephemeralKey.count + signature.count + 8)
    writer.write(1, bytes: ephemeralKey)
    writer.write(2, bytes: signature)
    return writer.bytes
  }
}
