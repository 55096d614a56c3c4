import Crypto
import CryptoExtras
import Primitives
import Testing

@testable import ClientKit

@Suite("Our own scrypt")
struct ScryptTests {
  @Test("gives what BoringSSL gives where both can")
  func vectors() throws {
    let empty = try Scrypt.derive(password: [0], salt: [0], n: 16, r: 1, p: 1, byteCount: 64)
    let library = try KDF.Scrypt.deriveKey(from: [0], salt: [0], outputByteCount: 64, rounds: 16, blockSize: 1, parallelism: 1)
    #expect(empty == library)
    let words = try Scrypt.derive(password: Array("password".utf8), salt: Array("NaCl".utf8), n: 64, r: 8, p: 16, byteCount: 64)
    let other = try KDF.Scrypt.deriveKey(
      from: Array("password".utf8), salt: Array("NaCl".utf8), outputByteCount: 64, rounds: 64, blockSize: 8, parallelism: 16)
    #expect(words == other)
  }

  @Test("serves only what the library refuses")
  func limit() {
    #expect(Scrypt.isWithinLimit(n: 1 << 18, r: 8) && Scrypt.isWithinLimit(n: 1 << 15, r: 1))
    #expect(!Scrypt.isWithinLimit(n: 1 << 16, r: 1) && !Scrypt.isWithinLimit(n: 1 << 18, r: 1))
  }
}
