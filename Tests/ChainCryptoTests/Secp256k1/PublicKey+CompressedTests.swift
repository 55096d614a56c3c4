import ChainCrypto
import Testing

@Suite("Compressed public keys")
struct CompressedPublicKeyTests {
  @Test("stand for the same point as uncompressed ones")
  func roundTrip() throws {
    var signs: Set<UInt8> = []
    for number in 1...16 {
      let key = try PrivateKey([UInt8](repeating: 0, count: 31) + [UInt8(number)]).publicKey
      #expect(key.compressedBytes.count == PublicKey.compressedByteCount)
      #expect(PublicKey(compressedOrNot: key.compressedBytes) == key)
      #expect(PublicKey(compressedOrNot: key.bytes) == key)
      signs.insert(key.compressedBytes[0])
    }
    #expect(signs == [2, 3])
  }

  @Test("are refused in any other form")
  func malformed() throws {
    let key = try PrivateKey([UInt8](repeating: 0, count: 31) + [1]).publicKey
    #expect(PublicKey(compressedOrNot: []) == nil)
    #expect(PublicKey(compressedOrNot: [UInt8](key.compressedBytes.dropLast())) == nil)
    #expect(PublicKey(compressedOrNot: [4] + key.compressedBytes.dropFirst()) == nil)
    #expect(PublicKey(compressedOrNot: [2] + [UInt8](repeating: 0xFF, count: 32)) == nil)
    // No point has this X.
    #expect(PublicKey(compressedOrNot: [2] + [UInt8](repeating: 0, count: 31) + [5]) == nil)
    #expect(throws: KeyError.publicKeyInvalid) { try PublicKey(key.compressedBytes) }
  }
}
