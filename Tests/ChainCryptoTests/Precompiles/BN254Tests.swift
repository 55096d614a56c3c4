import ChainCrypto
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
}
