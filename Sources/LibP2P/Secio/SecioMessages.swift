/// The first message of secio: 1 nonce, 2 public key (protobuf), 3 curves, 4 ciphers, 5 hashes; lists separated by commas.
struct SecioProposal: Sendable {
  /// Bytes of a nonce.
  static let nonceByteCount = 16

  var nonce: [UInt8] = []
  var publicKey: [UInt8] = []
  var exchanges = ""
  var ciphers = ""
  var hashes = ""

  init(nonce: [UInt8], publicKey: [UInt8], preferences: SecioPreferences) {
    self.nonce = nonce
    self.publicKey = publicKey
    exchanges = preferences.exchanges.map(\.rawValue).joined(separator: ",")
    ciphers = preferences.ciphers.map(\.rawValue).joined(separator: ",")
    hashes = preferences.hashes.map(\.rawValue).joined(separator: ",")
  }

  /// - Throws: `malformedMessage`, also for a nonce of another length.
  init(decoding bytes: [UInt8]) throws(HandshakeError) {
    do {
      var reader = ProtobufReader(bytes)
      while let field = try reader.next() {
        switch field.number {
        case 1: nonce = try field.bytes()
        case 2: publicKey = try field.bytes()
        case 3: exchanges = try field.string()
        case 4: ciphers = try field.string()
        case 5: hashes = try field.string()
        default: break
        }
      }
    } catch {
      throw .malformedMessage
    }
    guard nonce.count == Self.nonceByteCount else { throw .malformedMessage }
  }

  var encoded: [UInt8] {
    var writer = ProtobufWriter(reservingCapacity: 128)
    writer.write(1, bytes: nonce)
    writer.write(2, bytes: publicKey)
    writer.write(3, string: exchanges)
    writer.write(4, string: ciphers)
    writer.write(5, string: hashes)
    return writer.bytes
  }
}

/// The second message of secio: 1 ephemeral public key, 2 signature.
struct SecioExchangeMessage: Sendable {
  var ephemeralKey: [UInt8] = []
  var signature: [UInt8] = []

  init(ephemeralKey: [UInt8], signature: [UInt8]) {
    self.ephemeralKey = ephemeralKey
    self.signature = signature
  }

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

  var encoded: [UInt8] {
    var writer = ProtobufWriter(reservingCapacity: ephemeralKey.count + signature.count + 8)
    writer.write(1, bytes: ephemeralKey)
    writer.write(2, bytes: signature)
    return writer.bytes
  }
}
