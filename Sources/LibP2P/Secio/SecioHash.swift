/// The hashes of secio, for stretching keys and for authentication codes.
public enum SecioHash: String, Sendable, Hashable, CaseIterable {
  /// SHA-256.
  case sha256 = "SHA256"
  /// SHA-512.
  case sha512 = "SHA512"

  /// Bytes of an authentication code.
  var byteCount: Int { self == .sha256 ? 32 : 64 }
}
