import Crypto
import Primitives

/// SHA-256 for comparing long outputs.
enum Digest {
  /// The hash, as hexadecimal digits.
  static func sha256(_ bytes: [UInt8]) -> String {
    Hex.encode([UInt8](SHA256.hash(data: bytes)))
  }
}
