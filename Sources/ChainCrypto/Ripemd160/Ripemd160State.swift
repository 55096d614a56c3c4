/// The chaining value of RIPEMD-160 and its compression function: two lines of 80 steps over the same block. Additions are modulo 2^32.
struct Ripemd160State {
  private var h0: UInt32 = 0x6745_2301
  private var h1: UInt32 = 0xefcd_ab89
  private var h2: UInt32 = 0x98ba_dcfe
  private var h3: UInt32 = 0x1032_5476
  private var h4: UInt32 = 0xc3d2_e1f0

  /// Which word of the block each step of the left line reads.
  private static let leftWords: InlineArray<80, UInt8> = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
    3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
    1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
    4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
  ]

  /// Which word of the block each step of the right line reads.
  private static let rightWords: InlineArray<80, UInt8> = [
    5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
    6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
    15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
    8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
    12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
  ]

  /// How far each step of the left line rotates.
  private static let leftShifts: InlineArray<80, UInt8> = [
    11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
    7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
    11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
    11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
    9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
  ]

  /// How far each step of the right line rotates.
  private static let rightShifts: InlineArray<80, UInt8> = [
    8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
    9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
    9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
    15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
    8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
  ]

  /// The five working variables of a line.
  private struct Line {
    var a: UInt32
    var b: UInt32
    var c: UInt32
    var d: UInt32
    var e: UInt32

    @inline(__always)
    mutating func step(_ mixed: UInt32, _ word: UInt32, _ constant: UInt32, _ shift: UInt8) {
      let sum = a &+ mixed &+ word &+ constant
      let next = rotated(sum, UInt32(shift)) &+ e
      (a, e, d, c, b) = (e, d, rotated(c, 10), b, next)
    }

    @inline(__always)
    private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { (word &<< count) | (word &>> (32 &- count)) }
  }

  /// Mixes a block of 64 bytes in.
  mutating func compress(_ block: UnsafeRawBufferPointer) {
    var words = InlineArray<16, UInt32>(repeating: 0)
    for index in 0..<16 { words[index] = UInt32(littleEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)) }
    var left = Line(a: h0, b: h1, c: h2, d: h3, e: h4)
    var right = left
    run(0, &left, &right, words, 0x0000_0000, 0x50a2_8be6, { $0 ^ $1 ^ $2 }, { $0 ^ ($1 | ~$2) })
    run(1, &left, &right, words, 0x5a82_7999, 0x5c4d_d124, { ($0 & $1) | (~$0 & $2) }, { ($0 & $2) | ($1 & ~$2) })
    run(2, &left, &right, words, 0x6ed9_eba1, 0x6d70_3ef3, { ($0 | ~$1) ^ $2 }, { ($0 | ~$1) ^ $2 })
    run(3, &left, &right, words, 0x8f1b_bcdc, 0x7a6d_76e9, { ($0 & $2) | ($1 & ~$2) }, { ($0 & $1) | (~$0 & $2) })
    run(4, &left, &right, words, 0xa953_fd4e, 0x0000_0000, { $0 ^ ($1 | ~$2) }, { $0 ^ $1 ^ $2 })
    let sum = h1 &+ left.c &+ right.d
    h1 = h2 &+ left.d &+ right.e
    h2 = h3 &+ left.e &+ right.a
    h3 = h4 &+ left.a &+ right.b
    h4 = h0 &+ left.b &+ right.c
    h0 = sum
  }

  /// The 16 steps of one round in both lines, each with its constant and its function of (b, c, d).
  @inline(__always)
  private func run(
    _ round: Int, _ left: inout Line, _ right: inout Line, _ words: borrowing InlineArray<16, UInt32>,
    _ leftConstant: UInt32, _ rightConstant: UInt32,
    _ leftFunction: (UInt32, UInt32, UInt32) -> UInt32, _ rightFunction: (UInt32, UInt32, UInt32) -> UInt32
  ) {
    var step = 16 &* round
    let end = step &+ 16
    while step < end {
      let leftWord = words[unchecked: Int(Self.leftWords[unchecked: step])]
      left.step(leftFunction(left.b, left.c, left.d), leftWord, leftConstant, Self.leftShifts[unchecked: step])
      let rightWord = words[unchecked: Int(Self.rightWords[unchecked: step])]
      right.step(rightFunction(right.b, right.c, right.d), rightWord, rightConstant, Self.rightShifts[unchecked: step])
      step &+= 1
    }
  }

  /// The chaining value as 20 bytes.
  var digest: [UInt8] {
    [h0, h1, h2, h3, h4].flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
  }
}
