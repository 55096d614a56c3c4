internal import Crypto

/// The name of a piece of content: version 1, raw content, SHA-256. What providers announce themselves under in Kademlia.
///
/// Source: the multiformats CID specification. Its text here is base58, as the reference prints it, not today's base32.
public struct ContentID: Hashable, Sendable {
  private static let prefix: [UInt8] = [0x01, 0x55, 0x12, 0x20]

  /// 36 bytes: version, codec, multihash.
  public let bytes: [UInt8]

  /// The name of content.
  public init(of content: [UInt8]) { bytes = Self.prefix + SHA256.hash(data: content) }

  /// The name with these bytes.
  ///
  /// - Throws: `notAContentID` for any other version, codec or hash.
  public init(bytes: [UInt8]) throws(IdentityError) {
    guard bytes.count == 36, bytes.starts(with: Self.prefix) else { throw .notAContentID }
    self.bytes = bytes
  }

  /// The name in base58 text, such as `zb2rh…`.
  ///
  /// - Throws: `notBase58`, `notAContentID`.
  public init(parsing text: some StringProtocol) throws(IdentityError) {
    guard text.first == "z" else { throw .notAContentID }
    try self.init(bytes: try Base58.decode(text.dropFirst()))
  }
}

extension ContentID: CustomStringConvertible {
  /// Base58 text with its multibase prefix.
  public var description: String { "z" + Base58.encode(bytes) }
}
