extension U256 {
  /// The bits inverted.
  @inlinable @inline(__always)
  public static prefix func ~ (value: U256) -> U256 {
    U256(w0: ~value.w0, w1: ~value.w1, w2: ~value.w2, w3: ~value.w3)
  }

  /// Bitwise and.
  @inlinable @inline(__always)
  public static func & (left: U256, right: U256) -> U256 {
    U256(w0: left.w0 & right.w0, w1: left.w1 & right.w1, w2: left.w2 & right.w2, w3: left.w3 & right.w3)
  }

  /// Bitwise or.
  @inlinable @inline(__always)
  public static func | (left: U256, right: U256) -> U256 {
    U256(w0: left.w0 | right.w0, w1: left.w1 | right.w1, w2: left.w2 | right.w2, w3: left.w3 | right.w3)
  }

  /// Bitwise exclusive or.
  @inlinable @inline(__always)
  public static func ^ (left: U256, right: U256) -> U256 {
    U256(w0: left.w0 ^ right.w0, w1: left.w1 ^ right.w1, w2: left.w2 ^ right.w2, w3: left.w3 ^ right.w3)
  }

  /// Shifts towards the most significant bit; 0 for amounts of 256 and more, and for negative ones.
  ///
  /// Unlike the standard library's `&<<`, the amount is not masked: that is what the EVM's SHL asks for.
  @inlinable @inline(__always)
  public static func &<< (value: U256, amount: Int) -> U256 {
    let amount = UInt64(truncatingIfNeeded: amount)
    guard amount < 256 else { return .zero }
    // Whole limbs first, each chosen from two, because a jump table would be guessed wrong for amounts that change.
    let two = amount & 128 != 0
    let v3 = two ? value.w1 : value.w3
    let v2 = two ? value.w0 : value.w2
    let v1 = two ? 0 : value.w1
    let v0 = two ? 0 : value.w0
    let one = amount & 64 != 0
    let u3 = one ? v2 : v3
    let u2 = one ? v1 : v2
    let u1 = one ? v0 : v1
    let u0 = one ? 0 : v0
    let bits = amount & 63
    return U256(
      w0: u0 &<< bits,
      w1: shiftedUp(u1, u0, bits),
      w2: shiftedUp(u2, u1, bits),
      w3: shiftedUp(u3, u2, bits))
  }

  /// Shifts towards the least significant bit, filling with zeros; 0 for amounts of 256 and more, and for negative ones.
  @inlinable @inline(__always)
  public static func &>> (value: U256, amount: Int) -> U256 {
    let amount = UInt64(truncatingIfNeeded: amount)
    guard amount < 256 else { return .zero }
    let two = amount & 128 != 0
    let v0 = two ? value.w2 : value.w0
    let v1 = two ? value.w3 : value.w1
    let v2 = two ? 0 : value.w2
    let v3 = two ? 0 : value.w3
    let one = amount & 64 != 0
    let u0 = one ? v1 : v0
    let u1 = one ? v2 : v1
    let u2 = one ? v3 : v2
    let u3 = one ? 0 : v3
    let bits = amount & 63
    return U256(
      w0: shiftedDown(u0, u1, bits),
      w1: shiftedDown(u1, u2, bits),
      w2: shiftedDown(u2, u3, bits),
      w3: u3 &>> bits)
  }

  /// The bits of `limb` that a shift by `bits` (below 64) moves into the limb above.
  @inlinable @inline(__always)
  static func carriedUp(_ limb: UInt64, _ bits: UInt64) -> UInt64 {
    // 1 and 63 - bits, in two steps, because a shift by 64 would be masked to none.
    (limb &>> 1) &>> ~bits
  }

  /// `high` moved up by `bits` (below 64), filled with the top bits of `low`, the limb below.
  @inlinable @inline(__always)
  static func shiftedUp(_ high: UInt64, _ low: UInt64, _ bits: UInt64) -> UInt64 {
    // Joined by an exclusive or: the optimiser would make a double-width shift of an inclusive one, which costs
    // several times as much on current AMD processors.
    (high &<< bits) ^ carriedUp(low, bits)
  }

  /// `low` moved down by `bits` (below 64), filled with the bottom bits of `high`, the limb above.
  @inlinable @inline(__always)
  static func shiftedDown(_ low: UInt64, _ high: UInt64, _ bits: UInt64) -> UInt64 {
    (low &>> bits) ^ ((high &<< 1) &<< ~bits)
  }

  /// The EVM's SHL: shifts left by `amount` bits.
  @inlinable @inline(__always)
  public func shl(_ amount: U256) -> U256 {
    amount.fitsUInt64 && amount.w0 < 256 ? self &<< Int(truncatingIfNeeded: amount.w0) : .zero
  }

  /// The EVM's SHR: shifts right by `amount` bits, filling with zeros.
  @inlinable @inline(__always)
  public func shr(_ amount: U256) -> U256 {
    amount.fitsUInt64 && amount.w0 < 256 ? self &>> Int(truncatingIfNeeded: amount.w0) : .zero
  }

  /// The number of zero bits above the most significant one bit: 0 to 256.
  @inlinable public var leadingZeroBitCount: Int {
    if w3 != 0 { return w3.leadingZeroBitCount }
    if w2 != 0 { return 64 &+ w2.leadingZeroBitCount }
    if w1 != 0 { return 128 &+ w1.leadingZeroBitCount }
    return 192 &+ w0.leadingZeroBitCount
  }

  /// The number of zero bits below the least significant one bit: 0 to 256.
  @inlinable public var trailingZeroBitCount: Int {
    if w0 != 0 { return w0.trailingZeroBitCount }
    if w1 != 0 { return 64 &+ w1.trailingZeroBitCount }
    if w2 != 0 { return 128 &+ w2.trailingZeroBitCount }
    return 192 &+ w3.trailingZeroBitCount
  }

  /// The number of one bits: 0 to 256.
  @inlinable public var nonzeroBitCount: Int {
    w0.nonzeroBitCount &+ w1.nonzeroBitCount &+ w2.nonzeroBitCount &+ w3.nonzeroBitCount
  }

  /// Whether exactly one bit is set.
  @inlinable public var isPowerOfTwo: Bool {
    !isZero && (self & (self &- .one)).isZero
  }

  /// The number of bits up to and with the most significant one bit: 0 for zero, 256 at most.
  @inlinable public var bitWidthUsed: Int { 256 &- leadingZeroBitCount }

  /// The number of bytes up to and with the most significant that is not zero: 0 for zero, 32 at most.
  @inlinable public var byteWidthUsed: Int { (bitWidthUsed &+ 7) &>> 3 }

  /// Whether bit `index` is set, counting from the least significant; `false` outside 0 to 255.
  @inlinable @inline(__always)
  public func bit(at index: Int) -> Bool {
    let limb: UInt64
    switch index &>> 6 {
    case 0: limb = w0
    case 1: limb = w1
    case 2: limb = w2
    case 3: limb = w3
    default: return false
    }
    return (limb &>> UInt64(truncatingIfNeeded: index & 63)) & 1 != 0
  }

  /// The EVM's BYTE: the byte at `index`, counting from the most significant; 0 from index 32 on.
  @inlinable
  public func byte(at index: U256) -> U256 {
    guard index.fitsUInt64, index.w0 < 32 else { return .zero }
    let shifted = self &>> Int(truncatingIfNeeded: (31 &- index.w0) &* 8)
    return U256(shifted.w0 & 0xff)
  }
}
