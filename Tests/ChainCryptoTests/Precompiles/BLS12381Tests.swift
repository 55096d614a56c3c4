import ChainCrypto
import TestSupport
import Testing

@Suite struct BLS12381Tests {
  @Test func `adds points of the first curve as py_ecc does`() throws {
    try PrecompileVectors.check("bls12381-g1-add") { input in input.withUnsafeBytes { BLS12381.g1Add($0) } }
  }

  @Test func `adds points of the second curve as py_ecc does`() throws {
    try PrecompileVectors.check("bls12381-g2-add") { input in input.withUnsafeBytes { BLS12381.g2Add($0) } }
  }

  @Test func `sums multiples in the first group as py_ecc does, and refuses points outside it`() throws {
    try PrecompileVectors.check("bls12381-g1-msm") { input in input.withUnsafeBytes { BLS12381.g1MSM($0) } }
  }

  @Test func `sums multiples in the second group as py_ecc does, and refuses points outside it`() throws {
    try PrecompileVectors.check("bls12381-g2-msm") { input in input.withUnsafeBytes { BLS12381.g2MSM($0) } }
  }

  @Test func `pairs points as py_ecc does, and refuses points outside the groups`() throws {
    try PrecompileVectors.check("bls12381-pairing") { input in input.withUnsafeBytes { BLS12381.pairing($0) } }
  }

  @Test func `maps field elements to points as py_ecc does`() throws {
    try PrecompileVectors.check("bls12381-map-g1") { input in input.withUnsafeBytes { BLS12381.mapToG1($0) } }
    try PrecompileVectors.check("bls12381-map-g2") { input in input.withUnsafeBytes { BLS12381.mapToG2($0) } }
  }

  @Test func `sums more terms than it works on at a time`() throws {
    // The generator, once before and once behind the boundary, among points at infinity.
    let add = try #require(try GoldenData.json("precompiles/bls12381-g1-add.json").array.first { $0["name"].string == "zero right" })
    let point = [UInt8](try add.hex("input")[..<128])
    func term(_ point: [UInt8], _ scalar: UInt8) -> [UInt8] { point + [UInt8](repeating: 0, count: 31) + [scalar] }
    var input = [UInt8](repeating: 0, count: 160 * 1030)
    for (index, scalar) in [(0, 2), (1023, 3), (1024, 5)] {
      input.replaceSubrange(160 * index..<160 * (index + 1), with: term(point, UInt8(scalar)))
    }
    let expected = term(point, 10).withUnsafeBytes { BLS12381.g1MSM($0) }
    #expect(input.withUnsafeBytes { BLS12381.g1MSM($0) } == expected)
  }
}
