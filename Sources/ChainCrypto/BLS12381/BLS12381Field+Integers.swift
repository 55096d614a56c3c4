extension BLS12381Field {
  /// The limbs, lowest first.
  var limbs: [UInt64] { [w0, w1, w2, w3, w4, w5] }

  /// The value with the given limbs, lowest first; missing ones are zero.
  init(limbs: [UInt64]) {
    let all = Limbs.resized(limbs, 6)
    self.init(w0: all[0], w1: all[1], w2: all[2], w3: all[3], w4: all[4], w5: all[5])
  }

  /// The inverse of the limbs as an integer modulo p; zero for zero.
  var invertedInteger: BLS12381Field {
    // From limbs of 64 bits to limbs of 62 bits and back.
    let mask = UInt64.max &>> 2
    let x: InlineArray<7, Int64> = [
      Int64(bitPattern: w0 & mask),
      Int64(bitPattern: (w0 &>> 62 | w1 &<< 2) & mask),
      Int64(bitPattern: (w1 &>> 60 | w2 &<< 4) & mask),
      Int64(bitPattern: (w2 &>> 58 | w3 &<< 6) & mask),
      Int64(bitPattern: (w3 &>> 56 | w4 &<< 8) & mask),
      Int64(bitPattern: (w4 &>> 54 | w5 &<< 10) & mask),
      Int64(bitPattern: w5 &>> 52),
    ]
    let y = Self.inverter.inverse(of: x)
    let r0 = UInt64(bitPattern: y[0]) | (UInt64(bitPattern: y[1]) &<< 62)
    let r1 = (UInt64(bitPattern: y[1]) &>> 2) | (UInt64(bitPattern: y[2]) &<< 60)
    let r2 = (UInt64(bitPattern: y[2]) &>> 4) | (UInt64(bitPattern: y[3]) &<< 58)
    let r3 = (UInt64(bitPattern: y[3]) &>> 6) | (UInt64(bitPattern: y[4]) &<< 56)
    let r4 = (UInt64(bitPattern: y[4]) &>> 8) | (UInt64(bitPattern: y[5]) &<< 54)
    let r5 = (UInt64(bitPattern: y[5]) &>> 10) | (UInt64(bitPattern: y[6]) &<< 52)
    return BLS12381Field(w0: r0, w1: r1, w2: r2, w3: r3, w4: r4, w5: r5)
  }

  /// The number of bytes of a number below the modulus.
  static var byteCount: Int { 48 }

  /// The element for 48 big-endian bytes; nil unless the number is below the modulus.
  init?(bigEndian bytes: UnsafeRawPointer) {
    func word(_ index: Int) -> UInt64 { UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)) }
    let number = BLS12381Field(w0: word(5), w1: word(4), w2: word(3), w3: word(2), w4: word(1), w5: word(0))
    let p = Self.modulus
    var borrow: UInt64 = 0
    _ = number.w0.subtracting(p.w0, borrow: &borrow)
    _ = number.w1.subtracting(p.w1, borrow: &borrow)
    _ = number.w2.subtracting(p.w2, borrow: &borrow)
    _ = number.w3.subtracting(p.w3, borrow: &borrow)
    _ = number.w4.subtracting(p.w4, borrow: &borrow)
    _ = number.w5.subtracting(p.w5, borrow: &borrow)
    guard borrow == 1 else { return nil }
    self = number * Self.montgomerySquare
  }

  /// Writes the number as 48 big-endian bytes.
  func store(bigEndian bytes: UnsafeMutableRawPointer) {
    let number = integer
    bytes.storeBytes(of: number.w5.bigEndian, toByteOffset: 0, as: UInt64.self)
    bytes.storeBytes(of: number.w4.bigEndian, toByteOffset: 8, as: UInt64.self)
    bytes.storeBytes(of: number.w3.bigEndian, toByteOffset: 16, as: UInt64.self)
    bytes.storeBytes(of: number.w2.bigEndian, toByteOffset: 24, as: UInt64.self)
    bytes.storeBytes(of: number.w1.bigEndian, toByteOffset: 32, as: UInt64.self)
    bytes.storeBytes(of: number.w0.bigEndian, toByteOffset: 40, as: UInt64.self)
  }
}
