import Primitives

/// One computation of a power.
///
/// An odd modulus goes through Montgomery multiplication. An even one, odd part times power of two, is computed modulo both parts
/// and put together (Ç. K. Koç, "Montgomery reduction with even modulus", 1994). Memory: some 40 times the modulus at most.
struct ModExpWorkspace {
  /// The base without leading zero limbs.
  let base: [UInt64]
  /// The exponent.
  let exponent: Exponent
  /// Without leading zero limbs; empty for zero.
  private let modulus: [UInt64]
  private let resultCount: Int

  /// Numbers as big-endian bytes; the result will have as many as the modulus.
  init(base: [UInt8], exponent: Exponent, modulus: [UInt8]) {
    self.base = Limbs.decoded(base)
    self.exponent = exponent
    self.modulus = Limbs.decoded(modulus)
    resultCount = modulus.count
  }

  /// The power as big-endian bytes, as many as the modulus was given with.
  func power() -> [UInt8] {
    guard let lowest = modulus.firstIndex(where: { $0 != 0 }), modulus != [1] else { return [UInt8](repeating: 0, count: resultCount) }
    guard exponent.bitCount > 0 else { return Limbs.encoded([1], count: resultCount) }
    let twos = 64 * lowest + modulus[lowest].trailingZeroBitCount
    let odd = twos == 0 ? modulus : Limbs.shiftedRight(modulus, by: twos)
    let result: [UInt64]
    if twos == 0 {
      result = power(moduloOdd: odd)
    } else if odd == [1] {
      result = power(moduloTwoToThe: twos)
    } else {
      result = combined(odd, power(moduloOdd: odd), twos, power(moduloTwoToThe: twos))
    }
    return Limbs.encoded(result, count: resultCount)
  }

  private func power(moduloOdd modulus: [UInt64]) -> [UInt64] {
    switch modulus.count {
    case 1:
      let arithmetic = OneLimbMontgomery(modulus: modulus[0])
      return [arithmetic.multiply(arithmetic.power(entering(modulus, limbs: 1)[0], exponent), 1)]
    case 2...4:
      let m = Limbs.resized(modulus, 4)
      let b = entering(modulus, limbs: 4)
      let arithmetic = FourLimbMontgomery(modulus: U256(w0: m[0], w1: m[1], w2: m[2], w3: m[3]))
      let power = arithmetic.power(U256(w0: b[0], w1: b[1], w2: b[2], w3: b[3]), exponent)
      let result = arithmetic.multiply(power, .one)
      return [result.w0, result.w1, result.w2, result.w3]
    default:
      return power(moduloLarge: modulus)
    }
  }

  /// base · 2^(64 · limbs) modulo the modulus: the base in Montgomery form, padded to as many limbs.
  private func entering(_ modulus: [UInt64], limbs: Int) -> [UInt64] {
    let shift = UInt64(modulus[modulus.count - 1].leadingZeroBitCount)
    var divisor = modulus
    // Two limbs more than the number has: what normalising shifts out, and scratch.
    var number = [UInt64](repeating: 0, count: limbs) + base + [0, 0]
    let length = number.count - 1
    number.withUnsafeMutableBufferPointer { number in
      divisor.withUnsafeMutableBufferPointer { divisor in
        guard let number = number.baseAddress, let divisorStart = divisor.baseAddress else { return }
        _ = Limbs.shiftLeft(divisorStart, shift, divisor.count)
        _ = Limbs.shiftLeft(number, shift, length)
        Limbs.reduce(number, length, by: divisorStart, divisor.count)
        Limbs.shiftRight(number, shift, divisor.count)
      }
    }
    return Limbs.resized([UInt64](number.prefix(modulus.count)), limbs)
  }

  /// For moduli of more than four limbs.
  private func power(moduloLarge modulus: [UInt64]) -> [UInt64] {
    let count = modulus.count
    let entries = 1 << (exponent.windowWidth - 1)
    let start = entering(modulus, limbs: count)
    var result = [UInt64](repeating: 0, count: count)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (entries + 3) * count) { memory in
      modulus.withUnsafeBufferPointer { modulus in
        result.withUnsafeMutableBufferPointer { result in
          guard let memory = memory.baseAddress, let modulus = modulus.baseAddress, let result = result.baseAddress else { return }
          // The product's 2 · count limbs, the square of the base, the odd powers of the base.
          let arithmetic = ManyLimbMontgomery(modulus: modulus, count: count, scratch: memory)
          let square = memory + 2 * count
          let powers = square + count
          powers.initialize(from: start, count: count)
          arithmetic.square(square, powers)
          for entry in 1..<max(1, entries) { arithmetic.multiply(powers + entry * count, powers + (entry - 1) * count, square) }
          var isStarted = false
          exponent.walk {
            arithmetic.square(result, result)
          } multiply: { oddValue in
            let factor = powers + (oddValue >> 1) * count
            if isStarted { arithmetic.multiply(result, result, factor) } else { result.update(from: factor, count: count) }
            isStarted = true
          }
          arithmetic.leave(result)
        }
      }
    }
    return result
  }
}
