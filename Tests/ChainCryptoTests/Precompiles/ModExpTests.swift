import ChainCrypto
import Primitives
import Testing

@Suite struct ModExpTests {
  @Test func `computes what Python computes`() throws {
    try PrecompileVectors.check("modexp") { input in input.withUnsafeBytes { ModExp.evaluate($0) } }
  }

  @Test func `refuses lengths that no gas limit pays for, without allocating them`() {
    func lengths(_ base: U256, _ exponent: U256, _ modulus: U256) -> [UInt8] {
      base.bigEndianBytes + exponent.bigEndianBytes + modulus.bigEndianBytes
    }
    for huge in [U256.max, U256(UInt64.max), U256(UInt64(Int.max)), U256(1 << 41)] {
      #expect(lengths(huge, .one, .one).withUnsafeBytes { ModExp.evaluate($0) } == nil)
      #expect(lengths(.one, huge, .one).withUnsafeBytes { ModExp.evaluate($0) } == nil)
      #expect(lengths(.one, .one, huge).withUnsafeBytes { ModExp.evaluate($0) } == nil)
    }
  }

  @Test func `reads the exponent's head for the price`() {
    func head(_ baseLength: U256, _ exponentLength: U256, _ rest: [UInt8]) -> U256 {
      let input = baseLength.bigEndianBytes + exponentLength.bigEndianBytes + U256.one.bigEndianBytes + rest
      return input.withUnsafeBytes { ModExp.exponentHead($0) }
    }
    #expect(head(.one, .one, [9, 5, 7]) == U256(5))
    #expect(head(.one, U256(2), [9, 5, 7]) == U256(0x0507))
    #expect(head(.zero, U256(2), [5]) == U256(0x0500))
    #expect(head(.zero, U256(40), [0x80] + [UInt8](repeating: 0, count: 60)) == U256.one &<< 255)
    #expect(head(U256(100), U256(32), [5]) == .zero)
    #expect(head(.max, .max, [5]) == .zero)
    #expect(head(U256(UInt64(Int.max)), .one, [5]) == .zero)
  }

  @Test func `an exponent whose bytes are missing is one followed by zeros`() {
    // 2^(1 << 8·99) mod 101: the exponent's first byte is given, the 99 others are not.
    let input = U256.one.bigEndianBytes + U256(100).bigEndianBytes + U256.one.bigEndianBytes + [2, 1]
    // The modulus is missing as well, so it is zero and the result too.
    #expect(input.withUnsafeBytes { ModExp.evaluate($0) } == [0])
    #expect(ModExp.power(base: [2], exponent: [1] + [UInt8](repeating: 0, count: 99), modulus: [101]) == [19])
  }
}
