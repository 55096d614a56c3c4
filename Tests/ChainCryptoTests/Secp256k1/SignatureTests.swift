import ChainCrypto
import Primitives
import TestSupport
import Testing

@Suite struct SignatureTests {
  @Test func `signs as the reference signs, and verifies and recovers it`() throws {
    for vector in try GoldenData.section("signatures").array {
      let key = try PrivateKey(try vector.hex("privateKey"))
      let digest = try #require(Hash256(hex: try vector.string("digest")))
      let signature = try vector.hex("signature")
      #expect(key.sign(digest) == signature)
      #expect(key.publicKey.verify(digest, signature: signature) == (try vector.bool("verify")))
      #expect(Secp256k1.recover(digest: digest, signature: signature) == key.publicKey)
    }
  }

  @Test func `gives the reference's verdict on odd signatures`() throws {
    for vector in try GoldenData.section("verifications").array {
      let key = try PublicKey(try vector.hex("publicKey"))
      let digest = try #require(Hash256(hex: try vector.string("digest")))
      let signature = try vector.hex("signature")
      let name = try vector.string("name")
      #expect(key.verify(digest, signature: signature) == (try vector.bool("verify")), "\(name)")
    }
  }

  @Test func `recovers from a high s, as the precompile must`() throws {
    let key = PrivateKey.random()
    let digest = Keccak256.hash([7])
    let signature = key.sign(digest)
    let r = try #require(U256(bigEndian: [UInt8](signature[0..<32])))
    let s = try #require(U256(bigEndian: [UInt8](signature[32..<64])))
    #expect(Secp256k1.recover(digest: digest, r: r, s: s, recoveryID: signature[64]) == key.publicKey)
    let high = Secp256k1.order &- s
    #expect(Secp256k1.recover(digest: digest, r: r, s: high, recoveryID: signature[64] ^ 1) == key.publicKey)
    #expect(Secp256k1.recover(digest: digest, r: r, s: high, recoveryID: signature[64]) != key.publicKey)
  }

  @Test func `recovers nothing from numbers out of range`() {
    let digest = Keccak256.hash([7])
    for bad in [U256.zero, Secp256k1.order, U256.max] {
      #expect(Secp256k1.recover(digest: digest, r: bad, s: .one, recoveryID: 0) == nil)
      #expect(Secp256k1.recover(digest: digest, r: .one, s: bad, recoveryID: 0) == nil)
    }
    #expect(Secp256k1.recover(digest: digest, r: .one, s: .one, recoveryID: 4) == nil)
    #expect(Secp256k1.recover(digest: digest, signature: [1, 2, 3]) == nil)
  }
}
