/// Conversion between one limb and up to 19 ASCII decimal digits, eight digits at a time inside a 64-bit word.
enum DecimalChunk {
  /// How many digits always fit a limb.
  static var digits: Int { 19 }
  /// 10^19, the base of the chunks. Its most significant bit is set.
  static var base: UInt64 { 10_000_000_000_000_000_000 }
  /// Division by `base`; the reciprocal is floor((2^128 - 1) / 10^19) - 2^64.
  static var divisor: LimbDivisor { LimbDivisor(normalized: base, reciprocal: 0xd83c_94fb_6d2a_c34a) }

  /// The value of `count` (0 to 19) digits, or `nil` if a byte is no digit; 0 for no digits.
  @inline(__always)
  static func parse(_ digits: UnsafeRawPointer, count: Int) -> UInt64? {
    var value: UInt64 = 0
    var position = 0
    while position &+ 8 <= count {
      let word = UInt64(littleEndian: digits.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      guard let eight = parseEight(word) else { return nil }
      value = value &* 100_000_000 &+ eight
      position &+= 8
    }
    while position < count {
      let digit = digits.load(fromByteOffset: position, as: UInt8.self) &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ UInt64(digit)
      position &+= 1
    }
    return value
  }

  /// The value of eight digits, the first of them in the lowest byte, or `nil` if a byte is no digit.
  @inline(__always)
  static func parseEight(_ word: UInt64) -> UInt64? {
    // A digit has the high nibble 3, and still has it after adding 6.
    let high: UInt64 = 0xf0f0_f0f0_f0f0_f0f0
    let zeros: UInt64 = 0x3030_3030_3030_3030
    guard (word & high) == zeros, ((word &+ 0x0606_0606_0606_0606) & high) == zeros else { return nil }
    // Neighbours are joined: bytes to pairs, pairs to fours, fours to eight.
    var value = word & 0x0f0f_0f0f_0f0f_0f0f
    value = (value &* 10) &+ (value &>> 8)
    value = ((value & 0x00ff_00ff_00ff_00ff) &* 100) &+ ((value &>> 16) & 0x00ff_00ff_00ff_00ff)
    value = ((value & 0x0000_ffff_0000_ffff) &* 10000) &+ ((value &>> 32) & 0x0000_ffff_0000_ffff)
    return value & 0xffff_ffff
  }

  /// Writes exactly 19 digits of `value` (below 10^19) at `offset`, which must leave room.
  @inline(__always)
  static func write(_ value: UInt64, to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    let (upper, last) = value.quotientAndRemainder(dividingBy: 100_000_000)
    let (top, middle) = upper.quotientAndRemainder(dividingBy: 100_000_000)
    let hundreds = UInt8(truncatingIfNeeded: top / 100)
    let tens = UInt8(truncatingIfNeeded: (top / 10) % 10)
    let ones = UInt8(truncatingIfNeeded: top % 10)
    buffer[offset] = 0x30 &+ hundreds
    buffer[offset &+ 1] = 0x30 &+ tens
    buffer[offset &+ 2] = 0x30 &+ ones
    buffer.storeBytes(of: eightDigits(middle).littleEndian, toByteOffset: offset &+ 3, as: UInt64.self)
    buffer.storeBytes(of: eightDigits(last).littleEndian, toByteOffset: offset &+ 11, as: UInt64.self)
  }

  /// Writes the digits of `value` without leading zeros (but "0" for 0) so that they end before `end`; gives their offset.
  ///
  /// Up to 24 bytes before `end` are written to.
  @inline(__always)
  static func writeShort(_ value: UInt64, to buffer: UnsafeMutableRawBufferPointer, endingAt end: Int) -> Int {
    var rest = value
    var position = end
    while rest >= 100_000_000 {
      let (quotient, eight) = rest.quotientAndRemainder(dividingBy: 100_000_000)
      position &-= 8
      buffer.storeBytes(of: eightDigits(eight).littleEndian, toByteOffset: position, as: UInt64.self)
      rest = quotient
    }
    let text = eightDigits(rest)
    position &-= 8
    buffer.storeBytes(of: text.littleEndian, toByteOffset: position, as: UInt64.self)
    // Leading zeros are the lowest bytes; the last digit stays whatever it is.
    let zeros = ((text ^ 0x3030_3030_3030_3030) | (1 &<< 56)).trailingZeroBitCount &>> 3
    return position &+ zeros
  }

  /// The eight ASCII digits of a value below 10^8, the first of them in the lowest byte.
  @inline(__always)
  static func eightDigits(_ value: UInt64) -> UInt64 {
    // Split into fours, pairs and digits, all lanes at once; the divisions are multiplications that are exact here.
    let fours = (value / 10000) | ((value % 10000) &<< 32)
    let hundreds = ((fours &* 10486) &>> 20) & 0x0000_007f_0000_007f
    let pairs = hundreds | ((fours &- hundreds &* 100) &<< 16)
    let tens = ((pairs &* 103) &>> 10) & 0x000f_000f_000f_000f
    let ones = (pairs &- tens &* 10) &<< 8
    return (tens | ones) &+ 0x3030_3030_3030_3030
  }
}
