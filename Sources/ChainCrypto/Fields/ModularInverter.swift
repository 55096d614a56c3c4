/// Inverses modulo an odd number of at most 62 · count - 2 bits, in variable time.
///
/// Source: D. J. Bernstein, B.-Y. Yang, "Fast constant-time gcd computation and modular inversion" (2019), in the form with half-delta steps
/// and batches of 62 steps that P. Wuille describes in libsecp256k1's doc/safegcd_implementation.md. Numbers are `count` signed limbs
/// of 62 bits, lowest first. All products of 64-bit numbers are summed in 128 bits, which the paper's bounds make sufficient.
struct ModularInverter<let count: Int>: Sendable {
  /// Signed limbs of 62 bits, lowest first.
  typealias Number = InlineArray<count, Int64>

  private let modulus: Number
  /// The inverse of the modulus modulo 2^62.
  private let inverse: UInt64

  /// - Parameter inverse: the inverse of the modulus modulo 2^62.
  init(modulus: Number, inverse: UInt64) {
    self.modulus = modulus
    self.inverse = inverse
  }

  /// The effect of 62 division steps on (f, g), times 2^62.
  private struct Transition {
    var u: Int64 = 1
    var v: Int64 = 0
    var q: Int64 = 0
    var r: Int64 = 1
  }

  private static var mask: Int64 { Int64.max &>> 1 }

  /// The inverse of x, which must be at least 0 and below the modulus; zero for zero.
  func inverse(of x: Number) -> Number {
    var d = Number(repeating: 0)
    var e = Number(repeating: 0)
    e[0] = 1
    var f = modulus
    var g = x
    var eta: Int64 = -1
    var length = count
    while true {
      let transition = Self.steps(&eta, UInt64(bitPattern: f[0]), UInt64(bitPattern: g[0]))
      updateCoefficients(&d, &e, transition)
      Self.updateNumbers(&f, &g, transition, length)
      if isZero(g, length) { break }
      // Drop the uppermost limb of both where it only repeats the sign.
      let top = f[unchecked: length &- 1]
      let other = g[unchecked: length &- 1]
      if length > 1, top == top &>> 63, other == other &>> 63 {
        f[unchecked: length &- 2] |= top &<< 62
        g[unchecked: length &- 2] |= other &<< 62
        length &-= 1
      }
    }
    normalize(&d, isNegative: f[unchecked: length &- 1] < 0)
    return d
  }

  private func isZero(_ number: borrowing Number, _ length: Int) -> Bool {
    guard number[0] == 0 else { return false }
    var bits: Int64 = 0
    for index in 1..<max(length, 1) { bits |= number[unchecked: index] }
    return bits == 0
  }

  /// 62 division steps on the lowest 64 bits of f and g. Additions and multiplications are modulo 2^64 on purpose.
  private static func steps(_ eta: inout Int64, _ f0: UInt64, _ g0: UInt64) -> Transition {
    var (u, v, q, r): (UInt64, UInt64, UInt64, UInt64) = (1, 0, 0, 1)
    var f = f0
    var g = g0
    var left: Int64 = 62
    while true {
      let zeros = Int64((g | (UInt64.max &<< UInt64(bitPattern: left))).trailingZeroBitCount)
      g = g &>> UInt64(bitPattern: zeros)
      u = u &<< UInt64(bitPattern: zeros)
      v = v &<< UInt64(bitPattern: zeros)
      eta &-= zeros
      left &-= zeros
      if left == 0 { break }
      // w is chosen so that f · w cancels as many low bits of g as are known to need no swap in between.
      let w: UInt64
      if eta < 0 {
        eta = 0 &- eta
        (f, g) = (g, 0 &- f)
        (u, q) = (q, 0 &- u)
        (v, r) = (r, 0 &- v)
        let limit = min(eta &+ 1, left)
        let mask = (UInt64.max &>> UInt64(bitPattern: 64 &- limit)) & 63
        w = (f &* g &* (f &* f &- 2)) & mask
      } else {
        let limit = min(eta &+ 1, left)
        let mask = (UInt64.max &>> UInt64(bitPattern: 64 &- limit)) & 15
        w = ((0 &- (f &+ (((f &+ 1) & 4) &<< 1))) &* g) & mask
      }
      g = g &+ f &* w
      q = q &+ u &* w
      r = r &+ v &* w
    }
    return Transition(u: Int64(bitPattern: u), v: Int64(bitPattern: v), q: Int64(bitPattern: q), r: Int64(bitPattern: r))
  }

  @inline(__always)
  private static func product(_ a: Int64, _ b: Int64) -> Int128 { Int128(truncatingIfNeeded: a) &* Int128(truncatingIfNeeded: b) }

  /// (d, e) = transition · (d, e) / 2^62 modulo the modulus, both kept between -2 · modulus and modulus.
  private func updateCoefficients(_ d: inout Number, _ e: inout Number, _ t: Transition) {
    let signD = d[count - 1] &>> 63
    let signE = e[count - 1] &>> 63
    // Multiples of the modulus that make the results divisible by 2^62 and keep them in range.
    var addD = (t.u & signD) &+ (t.v & signE)
    var addE = (t.q & signD) &+ (t.r & signE)
    var sumD = Self.product(t.u, d[0]) &+ Self.product(t.v, e[0])
    var sumE = Self.product(t.q, d[0]) &+ Self.product(t.r, e[0])
    let factor = Int64(bitPattern: inverse)
    addD = addD &- ((factor &* Int64(truncatingIfNeeded: sumD) &+ addD) & Self.mask)
    addE = addE &- ((factor &* Int64(truncatingIfNeeded: sumE) &+ addE) & Self.mask)
    sumD = (sumD &+ Self.product(modulus[0], addD)) &>> 62
    sumE = (sumE &+ Self.product(modulus[0], addE)) &>> 62
    for index in 1..<count {
      let (limbD, limbE, limbM) = (d[unchecked: index], e[unchecked: index], modulus[unchecked: index])
      sumD = sumD &+ Self.product(t.u, limbD) &+ Self.product(t.v, limbE) &+ Self.product(limbM, addD)
      sumE = sumE &+ Self.product(t.q, limbD) &+ Self.product(t.r, limbE) &+ Self.product(limbM, addE)
      d[unchecked: index &- 1] = Int64(truncatingIfNeeded: sumD) & Self.mask
      e[unchecked: index &- 1] = Int64(truncatingIfNeeded: sumE) & Self.mask
      sumD = sumD &>> 62
      sumE = sumE &>> 62
    }
    d[count - 1] = Int64(truncatingIfNeeded: sumD)
    e[count - 1] = Int64(truncatingIfNeeded: sumE)
  }

  /// (f, g) = transition · (f, g) / 2^62, exactly, over `length` limbs.
  private static func updateNumbers(_ f: inout Number, _ g: inout Number, _ t: Transition, _ length: Int) {
    var sumF = (product(t.u, f[0]) &+ product(t.v, g[0])) &>> 62
    var sumG = (product(t.q, f[0]) &+ product(t.r, g[0])) &>> 62
    var index = 1
    while index < length {
      let (limbF, limbG) = (f[unchecked: index], g[unchecked: index])
      sumF = sumF &+ product(t.u, limbF) &+ product(t.v, limbG)
      sumG = sumG &+ product(t.q, limbF) &+ product(t.r, limbG)
      f[unchecked: index &- 1] = Int64(truncatingIfNeeded: sumF) & mask
      g[unchecked: index &- 1] = Int64(truncatingIfNeeded: sumG) & mask
      sumF = sumF &>> 62
      sumG = sumG &>> 62
      index &+= 1
    }
    f[unchecked: length &- 1] = Int64(truncatingIfNeeded: sumF)
    g[unchecked: length &- 1] = Int64(truncatingIfNeeded: sumG)
  }

  /// Brings d, between -2 · modulus and modulus, between 0 and modulus, negated first if asked.
  private func normalize(_ d: inout Number, isNegative: Bool) {
    addModulus(to: &d, if: d[count - 1] < 0)
    if isNegative {
      for index in 0..<count { d[index] = 0 &- d[index] }
    }
    carry(&d)
    addModulus(to: &d, if: d[count - 1] < 0)
    carry(&d)
  }

  private func addModulus(to d: inout Number, if condition: Bool) {
    guard condition else { return }
    for index in 0..<count { d[index] = d[index] &+ modulus[index] }
  }

  /// Brings all limbs but the uppermost one between 0 and 2^62 - 1.
  private func carry(_ d: inout Number) {
    for index in 0..<(count - 1) {
      d[index + 1] = d[index + 1] &+ (d[index] &>> 62)
      d[index] &= Self.mask
    }
  }
}
