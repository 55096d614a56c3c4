import ChainCrypto
import Primitives
import TestSupport
import Testing

@Suite struct KeyTests {
  @Test func `derives the reference's public keys and addresses`() throws {
    for vector in try GoldenData.section("keys").array {
      let key = try PrivateKey(try vector.hex("privateKey"))
      #expect(key.bytes == (try vector.hex("privateKey")))
      #expect(key.publicKey.bytes == (try vector.hex("publicKey")))
      #expect(key.publicKey.address.hash.hex == (try vector.string("hash160")))
      #expect(key.publicKey.address.bech32 == (try vector.string("address")))
      let parsed = try PublicKey(key.publicKey.bytes)
      #expect(parsed == key.publicKey)
      #expect(Set([parsed, key.publicKey]).count == 1)
    }
  }

  @Test func `rejects the keys that the reference rejects, for its reason`() throws {
    for vector in try GoldenData.section("invalidKeys").array {
      let reason = try vector.string("error")
      if let text = vector["privateKey"].string {
        let expected: KeyError
        switch reason {
        case "invalid length, need 256 bits": expected = .privateKeyLength(text.count / 2)
        case "invalid private key, zero or negative": expected = .privateKeyIsZero
        case "invalid private key, >=N": expected = .privateKeyNotBelowOrder
        default: expected = .notHexadecimal
        }
        #expect(throws: expected) { try PrivateKey(hex: text) }
      } else if reason == "<nil>" {
        #expect(throws: Never.self) { try PublicKey(try vector.hex("publicKey")) }
      } else {
        #expect(throws: KeyError.publicKeyInvalid) { try PublicKey(try vector.hex("publicKey")) }
      }
    }
  }

  @Test func `rejects a coordinate that is not below the prime`() {
    // x = p + 1 stands for x = 1, and a point with x = 1 exists.
    let prime = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"
    let one = String(repeating: "0", count: 63) + "1"
    let y = "4218f20ae6c646b363db68605822fb14264ca8d2587fdd6fbc750d587e76a7ee"
    let above = String(prime.dropLast(2)) + "30"
    #expect(throws: Never.self) { try PublicKey(try Hex.decode("04" + one + y)) }
    #expect(throws: KeyError.publicKeyInvalid) { try PublicKey(try Hex.decode("04" + above + y)) }
  }

  @Test func `makes different keys that work`() throws {
    let first = PrivateKey.random()
    let second = PrivateKey.random()
    #expect(first.bytes != second.bytes)
    let digest = Keccak256.hash([1])
    #expect(first.publicKey.verify(digest, signature: first.sign(digest)))
    #expect(!second.publicKey.verify(digest, signature: first.sign(digest)))
  }

  @Test func `never prints its secret`() {
    let key = PrivateKey.random()
    let secret = Hex.encode(key.bytes)
    var dumped = ""
    dump([key], to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains(secret))
      #expect(text.contains(key.publicKey.address.bech32))
    }
  }
}
