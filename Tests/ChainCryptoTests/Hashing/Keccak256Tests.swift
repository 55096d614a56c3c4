import ChainCrypto
import Primitives
import TestSupport
import Testing

@Suite struct Keccak256Tests {
  @Test func `equals the reference on its recorded hashes`() throws {
    for vector in try GoldenData.section("hashes").array {
      let input = try vector.hex("input")
      #expect(Keccak256.hash(input).hex == (try vector.string("hash256b")))
      #expect(Keccak256.hash160(input).hex == (try vector.string("hash160b")))
    }
  }

  @Test func `gives the published digests around the block size`() {
    // Keccak-256 of 0x61 repeated, computed with pycryptodome.
    let expected = [
      135: "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446",
      136: "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e",
      137: "d869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39",
    ]
    for (count, digest) in expected { #expect(Keccak256.hash([UInt8](repeating: 0x61, count: count)).hex == digest) }
  }

  @Test(arguments: [1, 3, 8, 135, 136, 137, 272, 500]) func `does not depend on the pieces`(size: Int) {
    let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for count in [0, 1, 135, 136, 137, 271, 272, 273, 1000] {
      var hasher = Keccak256()
      for start in stride(from: 0, to: count, by: size) { hasher.update([UInt8](message[start..<min(start + size, count)])) }
      #expect(hasher.finalize() == Keccak256.hash([UInt8](message[..<count])))
    }
  }

  @Test func `goes on after a digest was taken`() {
    var hasher = Keccak256()
    hasher.update([1, 2])
    #expect(hasher.finalize() == Keccak256.hash([1, 2]))
    hasher.update([3])
    #expect(hasher.finalize() == Keccak256.hash([1, 2, 3]))
  }

  @Test func `hashes two hashes as their bytes in a row`() {
    let left = Keccak256.hash([1])
    let right = Keccak256.hash([2])
    #expect(Keccak256.hash(left, right) == Keccak256.hash(left.bytes + right.bytes))
  }
}
