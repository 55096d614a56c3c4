internal import Crypto

/// A key pair on the agreed curve, for one handshake.
enum SecioEphemeralKey: Sendable {
  /// On P-256.
  case p256(P256.KeyAgreement.PrivateKey)
  /// On P-384.
  case p384(P384.KeyAgreement.PrivateKey)
  /// On P-521.
  case p521(P521.KeyAgreement.PrivateKey)

  /// A random key.
  init(_ exchange: SecioExchange) {
    switch exchange {
    case .p256: self = .p256(P256.KeyAgreement.PrivateKey())
    case .p384: self = .p384(P384.KeyAgreement.PrivateKey())
    case .p521: self = .p521(P521.KeyAgreement.PrivateKey())
    }
  }

  /// The key with a scalar (32, 48 or 66 bytes), for tests; nil if it is out of range.
  init?(_ exchange: SecioExchange, scalar: [UInt8]) {
    switch exchange {
    case .p256:
      guard let key = try? P256.KeyAgreement.PrivateKey(rawRepresentation: scalar) else { return nil }
      self = .p256(key)
    case .p384:
      guard let key = try? P384.KeyAgreement.PrivateKey(rawRepresentation: scalar) else { return nil }
      self = .p384(key)
    case .p521:
      guard let key = try? P521.KeyAgreement.PrivateKey(rawRepresentation: scalar) else { return nil }
      self = .p521(key)
    }
  }

  /// `04 || X || Y`.
  var publicKey: [UInt8] {
    switch self {
    case .p256(let key): [UInt8](key.publicKey.x963Representation)
    case .p384(let key): [UInt8](key.publicKey.x963Representation)
    case .p521(let key): [UInt8](key.publicKey.x963Representation)
    }
  }

  /// X of the shared point, without leading zero bytes as the reference has it; nil if the other key is not an uncompressed
  /// point of the curve.
  func sharedSecret(with remote: [UInt8]) -> [UInt8]? {
    guard remote.first == 0x04 else { return nil }
    let secret: SharedSecret?
    switch self {
    case .p256(let key):
      secret = try? key.sharedSecretFromKeyAgreement(with: P256.KeyAgreement.PublicKey(x963Representation: remote))
    case .p384(let key):
      secret = try? key.sharedSecretFromKeyAgreement(with: P384.KeyAgreement.PublicKey(x963Representation: remote))
    case .p521(let key):
      secret = try? key.sharedSecretFromKeyAgreement(with: P521.KeyAgreement.PublicKey(x963Representation: remote))
    }
    return secret?.withUnsafeBytes { [UInt8]($0.drop { $0 == 0 }) }
  }
}
