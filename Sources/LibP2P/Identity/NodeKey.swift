internal import Crypto
internal import _CryptoExtras

/// A node's identity: an Ed25519 private key.
///
/// The secret is held by the cryptography library and never printed.
public struct NodeKey: Sendable {
  /// The bytes of a seed.
  public static let seedByteCount = 32

  private let key: Curve25519.Signing.PrivateKey
  /// The public half.
  public let publicKey: PublicNodeKey
  /// The node's name.
  public let peerID: PeerID

  /// The key with an RFC 8032 seed.
  ///
  /// - Throws: `invalidKey` unless the seed has 32 bytes.
  public init(seed: [UInt8]) throws(IdentityError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw .invalidKey(.ed25519) }
    try self.init(key)
  }

  /// The key in its protobuf form: 1 type (Ed25519), 2 seed and public key (64 bytes).
  ///
  /// - Throws: `malformedKey`, `keyType` for another kind than Ed25519, `invalidKey` if seed and public key do not fit.
  public init(protobuf bytes: [UInt8]) throws(IdentityError) {
    let fields = try KeyFields(bytes[...])
    guard fields.type == PublicNodeKey.Kind.ed25519.rawValue else { throw .keyType(fields.type) }
    // Early versions wrote the public key a second time.
    guard fields.content.count == 64 || fields.content.count == 96 else { throw .invalidKey(.ed25519) }
    try self.init(seed: [UInt8](fields.content[..<32]))
    let copies = stride(from: 32, to: fields.content.count, by: 32).map { fields.content[$0..<$0 + 32] }
    guard copies.allSatisfy({ $0.elementsEqual(publicKey.content) }) else { throw .invalidKey(.ed25519) }
  }

  private init(_ key: Curve25519.Signing.PrivateKey) throws(IdentityError) {
    self.key = key
    publicKey = try PublicNodeKey(ed25519: [UInt8](key.publicKey.rawRepresentation))
    peerID = publicKey.peerID
  }

  /// A new key from the system's random source.
  public static func generate() -> NodeKey {
    guard let key = try? NodeKey(Curve25519.Signing.PrivateKey()) else { preconditionFailure("a generated Ed25519 key has 32 bytes") }
    return key
  }

  /// The seed. Handle as a secret.
  public var seed: [UInt8] { [UInt8](key.rawRepresentation) }

  /// The protobuf form, as in key files. Handle as a secret.
  public var protobuf: [UInt8] {
    KeyFields(type: PublicNodeKey.Kind.ed25519.rawValue, content: seed + publicKey.content).encoded
  }

  /// The Ed25519 signature (64 bytes) of a message.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    guard let signature = try? key.signature(for: message) else { preconditionFailure("a parsed Ed25519 key signs") }
    return [UInt8](signature)
  }
}

extension NodeKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The public half only.
  public var description: String { "key of \(peerID)" }
  /// The public half only.
  public var debugDescription: String { description }
  /// Nothing: mirrors would show the secret.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
