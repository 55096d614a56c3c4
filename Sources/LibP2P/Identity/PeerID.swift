internal import Crypto

/// The name of a node: a multihash of its public key's protobuf form.
///
/// Short keys (Ed25519, secp256k1) are held in the name itself, so that it verifies signatures; longer ones (RSA, ECDSA) by
/// their SHA-256. Source: libp2p's peer id specification; the reference's go-libp2p-peer.
public struct PeerID: Hashable, Sendable {
  /// The longest key, as protobuf, that is held in the name itself.
  static let longestInlineKey = 42

  /// The multihash: code, length, content. 2 to 44 bytes.
  public let bytes: [UInt8]

  /// The peer id with these multihash bytes.
  ///
  /// - Throws: `notAPeerID` for any other hash function or a length that does not fit.
  public init(multihash bytes: [UInt8]) throws(IdentityError) {
    guard bytes.count >= 2, Int(bytes[1]) == bytes.count - 2 else { throw .notAPeerID }
    switch bytes[0] {
    case 0x00 where bytes.count > 2 && bytes.count - 2 <= Self.longestInlineKey: self.bytes = bytes
    case 0x12 where bytes.count == 34: self.bytes = bytes
    default: throw .notAPeerID
    }
  }

  /// The peer id of a public key.
  public init(publicKey: PublicNodeKey) {
    let key = publicKey.protobuf
    if key.count <= Self.longestInlineKey {
      bytes = [0x00, UInt8(key.count)] + key
    } else {
      bytes = [0x12, 0x20] + SHA256.hash(data: key)
    }
  }

  /// The peer id in base58 text, such as `12D3KooW…` or `Qm…`, or as the text of a content id, such as `bafz…`.
  ///
  /// - Throws: `notBase58`, `notAPeerID`.
  public init(parsing text: some StringProtocol) throws(IdentityError) {
    try self.init(multihash: try Self.multihash(parsing: text))
  }

  /// The public key, if the name holds it and it is valid.
  public var publicKey: PublicNodeKey? {
    bytes[0] == 0x00 ? try? PublicNodeKey(protobuf: bytes[2...]) : nil
  }

  /// Hashes the bytes in one go, which an array does one by one: peer ids are keys of many tables.
  public func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }

  /// Whether this is the name of a key.
  public func matches(_ key: PublicNodeKey) -> Bool { self == PeerID(publicKey: key) }
}

extension PeerID: Comparable {
  /// By bytes, in order.
  public static func < (left: PeerID, right: PeerID) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension PeerID: CustomStringConvertible {
  /// Base58 text.
  public var description: String { Base58.encode(bytes) }
}
