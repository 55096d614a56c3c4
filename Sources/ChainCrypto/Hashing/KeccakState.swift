/// The state of the permutation Keccak-f[1600] and the permutation itself.
///
/// Lane (x, y) of the specification is `a` + (x + 5y). The lanes are separate fields and the two rounds of each loop step are
/// straight-line code, so all of them live in registers or fixed stack slots. Within a round each output row is finished before
/// the next one starts, which keeps few values alive, and six lanes are held complemented while the rounds run ("lane
/// complementing"), which saves most of the NOT operations.
///
/// Source: The Keccak reference 3.0, sections 1.2 and 2.3; Keccak implementation overview 3.2, section 2.2.
struct KeccakState {
  /// The lanes, row by row.
  var a00: UInt64 = 0, a01: UInt64 = 0, a02: UInt64 = 0, a03: UInt64 = 0, a04: UInt64 = 0
  var a05: UInt64 = 0, a06: UInt64 = 0, a07: UInt64 = 0, a08: UInt64 = 0, a09: UInt64 = 0
  var a10: UInt64 = 0, a11: UInt64 = 0, a12: UInt64 = 0, a13: UInt64 = 0, a14: UInt64 = 0
  var a15: UInt64 = 0, a16: UInt64 = 0, a17: UInt64 = 0, a18: UInt64 = 0, a19: UInt64 = 0
  var a20: UInt64 = 0, a21: UInt64 = 0, a22: UInt64 = 0, a23: UInt64 = 0, a24: UInt64 = 0

  /// The constants of the step iota, one for each round.
  private static let roundConstants: InlineArray<24, UInt64> = [
    0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
    0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
    0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
    0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
    0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
    0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
  ]

  /// Applies all 24 rounds.
  mutating func permute() {
    var s = self
    s.complement()
    let constants = Self.roundConstants
    var round = 0
    while round < 24 {
      s = s.applyingRound(constants[unchecked: round])
      s = s.applyingRound(constants[unchecked: round &+ 1])
      round &+= 2
    }
    s.complement()
    self = s
  }

  /// Complements the lanes that the rounds want complemented.
  @inline(__always)
  private mutating func complement() {
    a01 = ~a01
    a02 = ~a02
    a08 = ~a08
    a12 = ~a12
    a17 = ~a17
    a20 = ~a20
  }

  /// One round: theta, rho, pi, chi and iota.
  @inline(__always)
  private func applyingRound(_ constant: UInt64) -> KeccakState {
    let c0 = a00 ^ a05 ^ a10 ^ a15 ^ a20
    let c1 = a01 ^ a06 ^ a11 ^ a16 ^ a21
    let c2 = a02 ^ a07 ^ a12 ^ a17 ^ a22
    let c3 = a03 ^ a08 ^ a13 ^ a18 ^ a23
    let c4 = a04 ^ a09 ^ a14 ^ a19 ^ a24
    let d0 = c4 ^ rotated(c1, 1)
    let d1 = c0 ^ rotated(c2, 1)
    let d2 = c1 ^ rotated(c3, 1)
    let d3 = c2 ^ rotated(c4, 1)
    let d4 = c3 ^ rotated(c0, 1)
    var e = KeccakState()
    do {
      let b0 = a00 ^ d0
      let b1 = rotated(a06 ^ d1, 44)
      let b2 = rotated(a12 ^ d2, 43)
      let b3 = rotated(a18 ^ d3, 21)
      let b4 = rotated(a24 ^ d4, 14)
      e.a00 = b0 ^ (b1 | b2) ^ constant
      e.a01 = b1 ^ (~b2 | b3)
      e.a02 = b2 ^ (b3 & b4)
      e.a03 = b3 ^ (b4 | b0)
      e.a04 = b4 ^ (b0 & b1)
    }
    do {
      let b0 = rotated(a03 ^ d3, 28)
      let b1 = rotated(a09 ^ d4, 20)
      let b2 = rotated(a10 ^ d0, 3)
      let b3 = rotated(a16 ^ d1, 45)
      let b4 = rotated(a22 ^ d2, 61)
      e.a05 = b0 ^ (b1 | b2)
      e.a06 = b1 ^ (b2 & b3)
      e.a07 = b2 ^ (b3 | ~b4)
      e.a08 = b3 ^ (b4 | b0)
      e.a09 = b4 ^ (b0 & b1)
    }
    do {
      let b0 = rotated(a01 ^ d1, 1)
      let b1 = rotated(a07 ^ d2, 6)
      let b2 = rotated(a13 ^ d3, 25)
      let b3 = rotated(a19 ^ d4, 8)
      let b4 = rotated(a20 ^ d0, 18)
      let n3 = ~b3
      e.a10 = b0 ^ (b1 | b2)
      e.a11 = b1 ^ (b2 & b3)
      e.a12 = b2 ^ (n3 & b4)
      e.a13 = n3 ^ (b4 | b0)
      e.a14 = b4 ^ (b0 & b1)
    }
    do {
      let b0 = rotated(a04 ^ d4, 27)
      let b1 = rotated(a05 ^ d0, 36)
      let b2 = rotated(a11 ^ d1, 10)
      let b3 = rotated(a17 ^ d2, 15)
      let b4 = rotated(a23 ^ d3, 56)
      let n3 = ~b3
      e.a15 = b0 ^ (b1 & b2)
      e.a16 = b1 ^ (b2 | b3)
      e.a17 = b2 ^ (n3 | b4)
      e.a18 = n3 ^ (b4 & b0)
      e.a19 = b4 ^ (b0 | b1)
    }
    do {
      let b0 = rotated(a02 ^ d2, 62)
      let b1 = rotated(a08 ^ d3, 55)
      let b2 = rotated(a14 ^ d4, 39)
      let b3 = rotated(a15 ^ d0, 41)
      let b4 = rotated(a21 ^ d1, 2)
      let n1 = ~b1
      e.a20 = b0 ^ (n1 & b2)
      e.a21 = n1 ^ (b2 | b3)
      e.a22 = b2 ^ (b3 & b4)
      e.a23 = b3 ^ (b4 | b0)
      e.a24 = b4 ^ (b0 & b1)
    }
    return e
  }

  @inline(__always)
  private func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
    (word &<< count) | (word &>> (64 &- count))
  }
}
