internal import ChainCrypto
internal import Crypto
internal import Primitives
internal import _CryptoExtras

/// The public key of a node's identity. Valid: the content was parsed once, points are on their curves.
///
/// This node's own keys are Ed25519; the other kinds are verified because peers may have them.
/// Source: libp2p's peer id specification; the reference's go-libp2p-crypto.
public struct PublicNodeKey: Sendable {
  /// The kinds of keys, with their numbers in protobuf.
  public enum Kind: UInt64, Sendable, Hashable, CaseIterable {
    /// RSA with PKCS #1 v1.5 signatures over SHA-256; content is a PKIX structure.
    case rsa = 0
    /// Ed25519; content is 32 bytes.
    case ed25519 = 1
    /// secp256k1 with DER signatures over SHA-256; content is a compressed point.
    case secp256k1 = 2
    /// ECDSA over P-256 with DER signatures over SHA-256; content is a PKIX structure.
    case ecdsa = 3
  }

  private enum Parsed: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case secp256k1(ChainCrypto.PublicKey)
    case ecdsa(P256.Signing.PublicKey)
  }

  /// The longest content, in bytes, that is looked at: an RSA key of 8192 bits.
  static let longestContent = 1100

  /// The kind of key.
  public let kind: Kind
  /// The key itself, in the form of its kind.
  public let content: [UInt8]
  private let parsed: Parsed

  /// The key with this content.
  ///
  /// - Throws: `invalidKey` if the content does not fit the kind.
  public init(kind: Kind, content: [UInt8]) throws(IdentityError) {
    guard content.count <= Self.longestContent, let (parsed, canonical) = Self.parse(kind, content) else { throw .invalidKey(kind) }
    self.kind = kind
    self.content = canonical
    self.parsed = parsed
  }

  /// The Ed25519 key with these 32 bytes.
  ///
  /// - Throws: `invalidKey` for another length.
  public init(ed25519 bytes: [UInt8]) throws(IdentityError) { try self.init(kind: .ed25519, content: bytes) }

  /// The key in its protobuf form: 1 type, 2 content.
  ///
  /// - Throws: `malformedKey`, `keyType`, `invalidKey`.
  public init(protobuf bytes: ArraySlice<UInt8>) throws(IdentityError) {
    let fields = try KeyFields(bytes)
    guard let kind = Kind(rawValue: fields.type) else { throw .keyType(fields.type) }
    try self.init(kind: kind, content: fields.content)
  }

  /// The key in its protobuf form: 1 type, 2 content.
  ///
  /// - Throws: `malformedKey`, `keyType`, `invalidKey`.
  public init(protobuf bytes: [UInt8]) throws(IdentityError) { try self.init(protobuf: bytes[...]) }

  /// The protobuf form, which peer ids are made of.
  public var protobuf: [UInt8] { KeyFields(type: kind.rawValue, content: content).encoded }

  /// The name of the node with this key.
  public var peerID: PeerID { PeerID(publicKey: self) }

  /// Whether the key's owner signed the message. False for signatures of any other form.
  public func verify(_ message: [UInt8], signature: [UInt8]) -> Bool {
    switch parsed {
    case .ed25519(let key):
      return key.isValidSignature(signature, for: message)
    case .secp256k1(let key):
      guard let digest = Hash256([UInt8](SHA256.hash(data: message))), let numbers = ECDSASignature(der: signature) else { return false }
      return key.verify(digest, signature: numbers.compactForSecp256k1)
    case .ecdsa(let key):
      guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: message)
    case .rsa(let key):
      let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
      return key.isValidSignature(signature, for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
    }
  }

  /// The key for use, and the content in the form that the reference writes it in.
  private static func parse(_ kind: Kind, _ content: [UInt8]) -> (Parsed, canonical: [UInt8])? {
    switch kind {
    case .ed25519:
      return (try? Curve25519.Signing.PublicKey(rawRepresentation: content)).map { (.ed25519($0), content) }
    case .secp256k1:
      guard let key = ChainCrypto.PublicKey(compressedOrNot: content) else { return nil }
      return (.secp256k1(key), key.compressedBytes)
    case .ecdsa:
      return (try? P256.Signing.PublicKey(derRepresentation: content)).map { (.ecdsa($0), [UInt8]($0.derRepresentation)) }
    case .rsa:
      // The library calls keys below 2048 bits unsafe, and takes none below 1024. The reference signs and verifies with them, and
      // a weak key harms its owner alone.
      return (try? _RSA.Signing.PublicKey(unsafeDERRepresentation: content)).map { (.rsa($0), [UInt8]($0.derRepresentation)) }
    }
  }
}

extension PublicNodeKey: Hashable {
  /// Whether two keys are the same.
  public static func == (left: PublicNodeKey, right: PublicNodeKey) -> Bool { left.kind == right.kind && left.content == right.content }

  /// Feeds the key to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(content)
  }
}
