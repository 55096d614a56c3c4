internal import Crypto

/// The three messages of the Noise pattern XX, with any payloads, without framing:
///
///     -> e
///     <- e, ee, s, es
///     -> s, se
///
/// Source: the Noise protocol framework, revision 34, section 7.5.
struct NoiseXX: Sendable {
  /// The bytes of an X25519 public key.
  static let keyByteCount = 32

  /// Which side this is.
  let role: Role
  private let staticKey: Curve25519.KeyAgreement.PrivateKey
  private let ephemeralKey: Curve25519.KeyAgreement.PrivateKey
  private var symmetric: NoiseSymmetricState
  private var remoteEphemeral: Curve25519.KeyAgreement.PublicKey?
  /// The other side's static key, once it came.
  private(set) var remoteStatic: Curve25519.KeyAgreement.PublicKey?

  /// A handshake that has not begun.
  init(
    role: Role, staticKey: Curve25519.KeyAgreement.PrivateKey, ephemeralKey: Curve25519.KeyAgreement.PrivateKey, prologue: [UInt8] = []
  ) {
    self.role = role
    self.staticKey = staticKey
    self.ephemeralKey = ephemeralKey
    symmetric = NoiseSymmetricState(prologue: prologue)
  }

  // MARK: Initiator

  /// Message 1.
  mutating func writeFirst(payload: [UInt8] = []) throws(HandshakeError) -> [UInt8] {
    try ownEphemeral() + encrypt(payload)
  }

  /// Reads message 2; gives its payload.
  mutating func readSecond(_ message: [UInt8]) throws(HandshakeError) -> [UInt8] {
    var rest = message[...]
    let remote = try readEphemeral(&rest)
    try mix(ephemeralKey, remote)
    let identity = try readStatic(&rest)
    try mix(ephemeralKey, identity)
    return try decrypt(rest)
  }

  /// Message 3.
  mutating func writeThird(payload: [UInt8]) throws(HandshakeError) -> [UInt8] {
    guard let remoteEphemeral else { throw .outOfOrder }
    let identity = try encrypt([UInt8](staticKey.publicKey.rawRepresentation))
    try mix(staticKey, remoteEphemeral)
    return identity + (try encrypt(payload))
  }

  // MARK: Responder

  /// Reads message 1; gives its payload.
  mutating func readFirst(_ message: [UInt8]) throws(HandshakeError) -> [UInt8] {
    var rest = message[...]
    _ = try readEphemeral(&rest)
    return try decrypt(rest)
  }

  /// Message 2.
  mutating func writeSecond(payload: [UInt8]) throws(HandshakeError) -> [UInt8] {
    guard let remoteEphemeral else { throw .outOfOrder }
    var output = ownEphemeral()
    try mix(ephemeralKey, remoteEphemeral)
    output += try encrypt([UInt8](staticKey.publicKey.rawRepresentation))
    try mix(staticKey, remoteEphemeral)
    return output + (try encrypt(payload))
  }

  /// Reads message 3; gives its payload.
  mutating func readThird(_ message: [UInt8]) throws(HandshakeError) -> [UInt8] {
    var rest = message[...]
    let identity = try readStatic(&rest)
    try mix(ephemeralKey, identity)
    return try decrypt(rest)
  }

  // MARK: Both

  /// The ciphers for sending and for receiving, after the third message.
  func ciphers() -> (sending: NoiseCipher, receiving: NoiseCipher) {
    let (first, second) = symmetric.split()
    return role == .initiator ? (first, second) : (second, first)
  }

  /// What names this handshake: both sides have the same, no other handshake has.
  var hash: [UInt8] { symmetric.hash }

  private mutating func ownEphemeral() -> [UInt8] {
    let bytes = [UInt8](ephemeralKey.publicKey.rawRepresentation)
    symmetric.mixHash(bytes)
    return bytes
  }

  private mutating func readEphemeral(_ rest: inout ArraySlice<UInt8>) throws(HandshakeError) -> Curve25519.KeyAgreement.PublicKey {
    guard rest.count >= Self.keyByteCount else { throw .malformedMessage }
    let bytes = [UInt8](rest.prefix(Self.keyByteCount))
    rest = rest.dropFirst(Self.keyByteCount)
    let key = try Self.publicKey(bytes)
    remoteEphemeral = key
    symmetric.mixHash(bytes)
    return key
  }

  private mutating func readStatic(_ rest: inout ArraySlice<UInt8>) throws(HandshakeError) -> Curve25519.KeyAgreement.PublicKey {
    let count = Self.keyByteCount + NoiseCipher.tagByteCount
    guard rest.count >= count else { throw .malformedMessage }
    let key = try Self.publicKey(try decrypt(rest.prefix(count)))
    rest = rest.dropFirst(count)
    remoteStatic = key
    return key
  }

  private static func publicKey(_ bytes: [UInt8]) throws(HandshakeError) -> Curve25519.KeyAgreement.PublicKey {
    guard let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes) else { throw .invalidEphemeralKey }
    return key
  }

  /// Mixes in what two keys share. Points of small order give nothing and are refused.
  private mutating func mix(
    _ own: Curve25519.KeyAgreement.PrivateKey, _ remote: Curve25519.KeyAgreement.PublicKey
  ) throws(HandshakeError) {
    guard let secret = try? own.sharedSecretFromKeyAgreement(with: remote) else { throw .invalidEphemeralKey }
    symmetric.mixKey(secret)
  }

  private mutating func encrypt(_ plaintext: [UInt8]) throws(HandshakeError) -> [UInt8] {
    do throws(SecureChannelError) {
      return try symmetric.encryptAndHash(plaintext)
    } catch {
      throw .authenticationFailed
    }
  }

  private mutating func decrypt(_ ciphertext: ArraySlice<UInt8>) throws(HandshakeError) -> [UInt8] {
    do throws(SecureChannelError) {
      return try symmetric.decryptAndHash([UInt8](ciphertext))
    } catch {
      throw .authenticationFailed
    }
  }
}
