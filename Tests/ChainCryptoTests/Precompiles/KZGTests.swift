import ChainCrypto
import Primitives
import Testing

@Suite struct KZGTests {
  @Test func `accepts true openings and refuses all else`() throws {
    try PrecompileVectors.check("kzg-point-evaluation") { KZG.verifyPointEvaluation($0) ? [1] : nil }
  }

  @Test func `returns the size of a blob and the modulus`() {
    let expected =
      "0000000000000000000000000000000000000000000000000000000000001000"
      + "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"
    #expect(Hex.encode(KZG.output) == expected)
  }
}
