import Crypto
import CryptoExtras

/// How a password becomes the 32 bytes that open a key file.
///
/// Source: the Web3 Secret Storage Definition, version 3, and RFC 7914 and RFC 8018.
public enum KeyDerivation: Hashable, Sendable {
  /// scrypt with the cost n (a power of two), block size r and parallelism p.
  case scrypt(n: Int, r: Int, p: Int, salt: [UInt8])
  /// PBKDF2 with HMAC-SHA-256 and this many rounds.
  case pbkdf2(rounds: Int, salt: [UInt8])

  /// go-ethereum's standard cost: 256 MiB and about a second.
  public static func standard(salt: [UInt8]) -> KeyDerivation { .scrypt(n: 1 << 18, r: 8, p: 1, salt: salt) }

  private static let maximumMemory = 1 << 30
  private static let maximumRounds = 100_000_000

  /// So many bytes out of the password.
  ///
  /// - Throws: `tooExpensive` and `malformed` for parameters out of range.
  func key(from password: SecretBytes, byteCount: Int) throws(KeystoreError) -> SecretBytes {
    guard (32...64).contains(byteCount) else { throw .malformed("dklen") }
    switch self {
    case .scrypt(let n, let r, let p, let salt):
      try Self.check(n: n, r: r, p: p)
      return try Self.derive(password, salt) { password, salt in
        guard Scrypt.isWithinLimit(n: n, r: r) else {
          return try Scrypt.derive(password: password, salt: salt, n: n, r: r, p: p, byteCount: byteCount)
        }
        return try KDF.Scrypt.deriveKey(from: password, salt: salt, outputByteCount: byteCount, rounds: n, blockSize: r, parallelism: p)
      }
    case .pbkdf2(let rounds, let salt):
      guard rounds > 0 else { throw .malformed("c") }
      guard rounds <= Self.maximumRounds else { throw .tooExpensive }
      return try Self.derive(password, salt) { password, salt in
        try KDF.Insecure.PBKDF2.deriveKey(
          from: password, salt: salt, using: .sha256, outputByteCount: byteCount, unsafeUncheckedRounds: rounds)
      }
    }
  }

  private static func check(n: Int, r: Int, p: Int) throws(KeystoreError) {
    guard n > 1, n.nonzeroBitCount == 1, r > 0, p > 0 else { throw .malformed("kdfparams") }
    guard n <= 1 << 24, r <= 1 << 10, p <= 1 << 10, n * r * 128 <= maximumMemory, r * p * 128 <= maximumMemory else {
      throw .tooExpensive
    }
    guard n * r * p <= 1 << 27 else { throw .tooExpensive }
  }

  private static func derive(
    _ password: SecretBytes, _ salt: [UInt8], _ body: ([UInt8], [UInt8]) throws -> SymmetricKey
  ) throws(KeystoreError) -> SecretBytes {
    guard !salt.isEmpty else { throw .malformed("salt") }
    // HMAC fills a short key with zeros, so one zero byte is the same password as none; the library does not take none.
    var bytes = password.isEmpty ? [0] : password.bytes
    defer { SecretBytes.wipe(&bytes) }
    guard let key = try? body(bytes, salt) else { throw .tooExpensive }
    return key.withUnsafeBytes { SecretBytes($0) }
  }
}
