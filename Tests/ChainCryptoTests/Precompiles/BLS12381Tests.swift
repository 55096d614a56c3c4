import ChainCrypto
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
}
