import ChainCrypto
import TestSupport
import Testing

@Suite struct BN254Tests {
  @Test func `adds points as py_ecc does, and refuses what is no point`() throws {
    try PrecompileVectors.check("bn254-add") { input in input.withUnsafeBytes { BN254.add($0) } }
  }

  @Test func `multiplies points as py_ecc does, and refuses what is no point`() throws {
    try PrecompileVectors.check("bn254-mul") { input in input.withUnsafeBytes { BN254.mul($0) } }
  }

  @Test func `pairs points as py_ecc does, and refuses points outside the group`() throws {
    try PrecompileVectors.check("bn254-pairing") { input in input.withUnsafeBytes { BN254.pairing($0) } }
  }

  @Test func `pairs more points than share a loop`() throws {
    let vectors = try GoldenData.json("precompiles/bn254-pairing.json").array
    let balanced = try #require(vectors.first { $0["name"].string == "a pair and its inverse" }).hex("input")
    let single = try #require(vectors.first { $0["name"].string == "one pair" }).hex("input")
    let nine = [[UInt8]](repeating: balanced, count: 9).flatMap { $0 }
    #expect(nine.withUnsafeBytes { BN254.pairing($0) }?.last == 1)
    #expect((nine + single).withUnsafeBytes { BN254.pairing($0) }?.last == 0)
  }
}
