import Primitives
import Testing

@testable import ClientKit

@Suite("scrypt")
struct ScryptTests {
  @Test(
    "gives what PyCryptodome and Python give, on both sides of BoringSSL's limit",
    arguments: [
      (
        65536, 1, 2,
        "6a435edd142c70a0ab85918b9bdb943b3be223de0e644e309890c9e8100c88d9"
          + "839fa9058b08cd239ecaad64c6726efa82fea2a0db6fe71676140c2903398709"
      ),
      (
        1024, 8, 1,
        "27b418c674c769d12501fbb1f53bac32df6514c0f28d043872b148b348961a79"
          + "057a6861cc3553246aa0ddb63bc074450b924022547a799538d603396835dd62"
      ),
    ])
  func vectors(n: Int, r: Int, p: Int, expected: String) throws {
    let derivation = KeyDerivation.scrypt(n: n, r: r, p: p, salt: Array("NaCl".utf8))
    let key = try derivation.key(from: SecretBytes(text: "password"), byteCount: 64)
    #expect(Hex.encode(key.bytes) == expected)
  }

  @Test("is our own only where the library refuses")
  func limit() {
    #expect(Scrypt.isWithinLimit(n: 1 << 18, r: 8) && Scrypt.isWithinLimit(n: 1 << 15, r: 1))
    #expect(!Scrypt.isWithinLimit(n: 1 << 16, r: 1) && !Scrypt.isWithinLimit(n: 1 << 18, r: 1))
  }
}
