/// Why bytes or text are not a key, a peer id or a content id.
public enum IdentityError: Error, Hashable, Sendable {
  /// Text is not base58 (Bitcoin's alphabet), or far too long.
  case notBase58
  /// Bytes are not a multihash that names a peer: SHA-256, or at most 42 bytes in identity form.
  case notAPeerID
  /// Bytes are not a content id of version 1 with a SHA-256 hash of raw content.
  case notAContentID
  /// A key's protobuf is malformed.
  case malformedKey
  /// A key is of a type that is unknown, or cannot be used here.
  case keyType(UInt64)
  /// A key's content does not fit its type.
  case invalidKey(PublicNodeKey.Kind)
}

extension IdentityError: CustomStringConvertible {
  /// A sentence fragment for people.
  public var description: String {
    switch self {
    case .notBase58: "not base58 text"
    case .notAPeerID: "not a peer id"
    case .notAContentID: "not a content id"
    case .malformedKey: "a malformed key"
    case .keyType(let type): "keys of type \(type) cannot be used"
    case .invalidKey(let kind): "not a valid \(kind) key"
    }
  }
}
