import Primitives

/// Even moduli: the part modulo a power of two, and putting both parts together.
extension ModExpWorkspace {
  /// The power modulo 2^bits.
  func power(moduloTwoToThe bits: Int) -> [UInt64] {
    let count = (bits + 63) / 64
    let start = Limbs.resized(base, max(4, count))
    var result: [UInt64]
    switch count {
    case 1:
      result = [WordArithmetic().power(start[0], exponent)]
    case 2...4:
      let power = FourWordArithmetic().power(U256(w0: start[0], w1: start[1], w2: start[2], w3: start[3]), exponent)
      result = Limbs.resized([power.w0, power.w1, power.w2, power.w3], count)
    default:
      result = power(moduloWords: count, start)
    }
    Limbs.truncate(&result, bits: bits)
    return result
  }

  /// The power of `start` modulo 2^(64 · count).
  private func power(moduloWords count: Int, _ start: [UInt64]) -> [UInt64] {
    let entries = 1 << (exponent.windowWidth - 1)
    var result = [UInt64](repeating: 0, count: count)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (entries + 2) * count) { memory in
      result.withUnsafeMutableBufferPointer { result in
        guard let product = memory.baseAddress, let result = result.baseAddress else { return }
        let square = product + count
        let powers = square + count
        powers.initialize(from: start, count: count)
        Limbs.multiplyLow(square, powers, powers, count)
        for entry in 1..<max(1, entries) { Limbs.multiplyLow(powers + entry * count, powers + (entry - 1) * count, square, count) }
        var isStarted = false
        exponent.walk {
          Limbs.multiplyLow(product, result, result, count)
          result.update(from: product, count: count)
        } multiply: { oddValue in
          let factor = powers + (oddValue >> 1) * count
          if isStarted { Limbs.multiplyLow(product, result, factor, count) }
          result.update(from: isStarted ? product : factor, count: count)
          isStarted = true
        }
      }
    }
    return result
  }

  /// The number below odd · 2^bits that is `oddPower` modulo odd and `twoPower` modulo 2^bits:
  /// oddPower + odd · ((twoPower - oddPower) / odd mod 2^bits).
  func combined(_ odd: [UInt64], _ oddPower: [UInt64], _ bits: Int, _ twoPower: [UInt64]) -> [UInt64] {
    let count = (bits + 63) / 64
    var difference = twoPower
    var factor = [UInt64](repeating: 0, count: count)
    var result = Limbs.resized([UInt64](oddPower.prefix(odd.count)), odd.count + count + 1)
    let total = result.count
    difference.withUnsafeMutableBufferPointer { difference in
      factor.withUnsafeMutableBufferPointer { factor in
        guard let difference = difference.baseAddress, let factor = factor.baseAddress else { return }
        Limbs.subtract(difference, difference, Limbs.resized(oddPower, count), count)
        Limbs.multiplyLow(factor, difference, Self.inverse(Limbs.resized(odd, count)), count)
      }
    }
    Limbs.truncate(&factor, bits: bits)
    result.withUnsafeMutableBufferPointer { result in
      guard let start = result.baseAddress else { return }
      for index in 0..<count {
        var carry = Limbs.addProduct(start + index, odd, factor[index], odd.count)
        var position = index + odd.count
        while carry != 0, position < total {
          let (sum, isOver) = result[position].addingReportingOverflow(carry)
          result[position] = sum
          carry = isOver ? 1 : 0
          position += 1
        }
      }
    }
    return result
  }

  /// The inverse of an odd number modulo 2^(64 · its limbs): Newton's iteration inverse · (2 - odd · inverse), which doubles the
  /// number of correct limbs each time.
  private static func inverse(_ odd: [UInt64]) -> [UInt64] {
    let count = odd.count
    var inverse = Limbs.resized([0 &- Montgomery.negatedInverse(odd[0])], count)
    var product = [UInt64](repeating: 0, count: count)
    var next = product
    var correct = 1
    while correct < count {
      correct = min(2 * correct, count)
      product.withUnsafeMutableBufferPointer { product in
        guard let start = product.baseAddress else { return }
        Limbs.multiplyLow(start, odd, inverse, correct)
        // 2 - x is the complement of x plus 3.
        var carry: UInt64 = 3
        for index in 0..<correct {
          let (sum, isOver) = (~product[index]).addingReportingOverflow(carry)
          product[index] = sum
          carry = isOver ? 1 : 0
        }
      }
      next.withUnsafeMutableBufferPointer { next in
        guard let start = next.baseAddress else { return }
        Limbs.multiplyLow(start, inverse, product, correct)
      }
      inverse.replaceSubrange(0..<correct, with: next[0..<correct])
    }
    return inverse
  }
}
