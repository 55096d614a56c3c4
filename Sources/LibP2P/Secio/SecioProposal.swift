/// The first message of secio: 1 nonce, 2 public key (protobuf), 3 curves, 4 ciphers, 5 hashes; lists separated by commas.
struct SecioProposal: Sendable {
  /// Bytes of a nonce.
  static let nonceByteCount = 16

  /// What makes this handshake differ from all others, 16 bytes.
  var nonce: [UInt8] = []
  /// The identity key as protobuf.
  var publicKey: [UInt8] = []
  /// Curves.
  var exchanges = ""
  /// Ciphers.
  var ciphers = ""
  /// Hashes.
  var hashes = ""

  /// A node's proposal.
  init(nonce: [UInt8], publicKey: [UInt8], preferences: SecioPreferences) {
    self.nonce = nonce
    self.publicKey = publicKey
    exchanges = preferences.exchanges.map(\.rawValue).joined(separator: ",")
    ciphers = preferences.ciphers.map(\.rawValue).joined(separator: ",")
    hashes = preferences.hashes.map(\.rawValue).joined(separator: ",")
  }

  /// Reads a proposal.
  ///
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

  /// The message, without its length.
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
