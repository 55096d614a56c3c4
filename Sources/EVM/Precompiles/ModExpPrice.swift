import ChainCrypto
import Primitives

/// What precompiled contract 5 costs (EIP-198, EIP-2565).
enum ModExpPrice {
  /// The price of a call with this input, `UInt64.max` if it is beyond all gas.
  static func gas(_ input: UnsafeRawBufferPointer, followsEIP2565: Bool) -> UInt64 {
    let (base, exponent, modulus) = ModExp.lengths(input)
    let longest = max(base, modulus)
    let least: UInt64 = followsEIP2565 ? 200 : 0
    if longest.isZero { return least }
    // Beyond 2^40 bytes the complexity alone is more than any gas.
    guard longest.fitsUInt64, longest.w0 < 1 << 40 else { return .max }
    let complexity = followsEIP2565 ? squareOfWords(longest.w0) : stepwise(longest.w0)
    let head = ModExp.exponentHead(input)
    let iterations = iterationCount(exponent, head: head)
    guard let product = complexity.multiplied(by: iterations) else { return .max }
    let price = product.divided(by: followsEIP2565 ? 3 : 20)
    return max(least, price.clampedToUInt64)
  }

  /// EIP-2565's multiplication complexity: the square of the number of 8-byte words.
  private static func squareOfWords(_ length: UInt64) -> U256 {
    let words = U256((length + 7) / 8)
    return words &* words
  }

  /// EIP-198's multiplication complexity.
  private static func stepwise(_ length: UInt64) -> U256 {
    let x = U256(length)
    let square = x &* x
    if length <= 64 { return square }
    if length <= 1_024 { return square.divided(by: 4) &+ 96 &* x &- 3_072 }
    return square.divided(by: 16) &+ 480 &* x &- 199_680
  }

  /// The adjusted length of the exponent in bits, at least 1.
  private static func iterationCount(_ exponentLength: U256, head: U256) -> U256 {
    let headBits = UInt64(max(0, head.bitWidthUsed - 1))
    guard exponentLength > 32 else { return U256(max(1, headBits)) }
    let (extra, overflow) = (exponentLength &- 32).multipliedReportingOverflow(by: 8)
    return overflow ? .max : max(1, extra.adding(U256(headBits)) ?? .max)
  }
}
