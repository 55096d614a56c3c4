import ChainCrypto
import Primitives
import TestSupport
import Testing

@Suite struct MerkleTreeTests {
  @Test func `gives the reference's roots for 0 to 33 leaves`() throws {
    for vector in try GoldenData.section("merkle").array {
      let leaves: [Hash256]
      if vector["numLeaves"].exists {
        leaves = (0..<(try vector.int("numLeaves"))).map { Keccak256.hash([UInt8]("leaf \($0)".utf8)) }
      } else {
        leaves = try vector["leaves"].array.map { try #require(Hash256(hex: $0.string ?? "")) }
      }
      #expect(MerkleTree.root(leaves).hex == (try vector.string("root")))
    }
  }
}
