/// The ciphers of secio, all in counter mode.
public enum SecioCipher: String, Sendable, Hashable, CaseIterable {
  /// AES with a key of 32 bytes.
  case aes256 = "AES-256"
  /// AES with a key of 16 bytes.
  case aes128 = "AES-128"
  /// Blowfish with a key of 32 bytes.
  case blowfish = "Blowfish"

  /// Bytes of the key.
  var keyByteCount: Int { self == .aes128 ? 16 : 32 }
  /// Bytes of the first counter.
  var ivByteCount: Int { self == .blowfish ? Blowfish.blockByteCount : 16 }
}
