import ChainCrypto
import Testing

@Suite struct HashPrecompileTests {
  @Test func `hashes with RIPEMD-160 as another implementation does`() throws {
    try PrecompileVectors.check("ripemd160") { Ripemd160.hash($0) }
  }

  /// The examples of the paper's appendix B.
  @Test(arguments: [
    ("", "9c1185a5c5e9fc54612808977ee8f548b2258d31"), ("abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
    ("message digest", "5d0689ef49d2fae572b881b123a85ffa21595f36"),
  ])
  func `gives the published digests of RIPEMD-160`(text: String, digest: String) {
    #expect(Ripemd160.hash([UInt8](text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == digest)
  }

  @Test func `compresses with BLAKE2b's F as another implementation does, and refuses other shapes`() throws {
    try PrecompileVectors.check("blake2f") { input in input.withUnsafeBytes { Blake2F.compress($0) } }
  }

  @Test func `tells the number of rounds for the price`() {
    var input = [UInt8](repeating: 0, count: 213)
    input.replaceSubrange(0..<4, with: [0x01, 0x02, 0x03, 0x04])
    #expect(input.withUnsafeBytes { Blake2F.rounds($0) } == 0x0102_0304)
    #expect([UInt8](repeating: 0, count: 212).withUnsafeBytes { Blake2F.rounds($0) } == nil)
  }
}
