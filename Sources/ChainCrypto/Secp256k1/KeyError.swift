/// Why bytes or text are no key.
public enum KeyError: Error, Hashable, Sendable {
  /// A private key has 32 bytes; the value is the number found.
  case privateKeyLength(Int)
  /// A private key must not be zero.
  case privateKeyIsZero
  /// A private key must be below the order of the group.
  case privateKeyNotBelowOrder
  /// The text is not hexadecimal.
  case notHexadecimal
  /// A public key is 65 bytes, 0x04 and the two coordinates of a point on the curve; these are not.
  case publicKeyInvalid
}

extension KeyError: CustomStringConvertible {
  /// A sentence fragment for people. It never holds any part of a key.
  public var description: String {
    switch self {
    case .privateKeyLength(let count): "a private key has 32 bytes, not \(count)"
    case .privateKeyIsZero: "a private key must not be zero"
    case .privateKeyNotBelowOrder: "a private key must be below the order of secp256k1"
    case .notHexadecimal: "a private key is written in hexadecimal digits"
    case .publicKeyInvalid: "not an uncompressed secp256k1 public key (65 bytes, a point on the curve)"
    }
  }
}
