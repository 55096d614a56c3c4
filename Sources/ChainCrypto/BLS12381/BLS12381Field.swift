/// An element of the base field of BLS12-381, in Montgomery form: 6 limbs that stand for themselves divided by R = 2^384.
///
/// Every value is fully reduced, so equality is equality of limbs. The modulus leaves the two uppermost bits free, so that sums of two
/// values need no extra limb. Arithmetic is modular; nothing overflows or traps.
/// Source: EIP-2537 for the modulus p.
struct BLS12381Field: PrimeField {
  /// The limbs, `w0` the least significant.
  var w0: UInt64
  /// Bits 64 to 127.
  var w1: UInt64
  /// Bits 128 to 191.
  var w2: UInt64
  /// Bits 192 to 255.
  var w3: UInt64
  /// Bits 256 to 319.
  var w4: UInt64
  /// Bits 320 to 383.
  var w5: UInt64

  /// 0.
  static var zero: BLS12381Field {
    @inline(__always) get {
      BLS12381Field(
        w0: 0x0000_0000_0000_0000, w1: 0x0000_0000_0000_0000, w2: 0x0000_0000_0000_0000,
        w3: 0x0000_0000_0000_0000, w4: 0x0000_0000_0000_0000, w5: 0x0000_0000_0000_0000)
    }
  }

  /// 1, that is R modulo p.
  static var one: BLS12381Field {
    @inline(__always) get {
      BLS12381Field(
        w0: 0x7609_0000_0002_fffd, w1: 0xebf4_000b_c40c_0002, w2: 0x5f48_9857_53c7_58ba,
        w3: 0x77ce_5853_7052_5745, w4: 0x5c07_1a97_a256_ec6d, w5: 0x15f6_5ec3_fa80_e493)
    }
  }

  /// The modulus p itself, not in Montgomery form.
  static var modulus: BLS12381Field {
    @inline(__always) get {
      BLS12381Field(
        w0: 0xb9fe_ffff_ffff_aaab, w1: 0x1eab_fffe_b153_ffff, w2: 0x6730_d2a0_f6b0_f624,
        w3: 0x6477_4b84_f385_12bf, w4: 0x4b1b_a7b6_434b_acd7, w5: 0x1a01_11ea_397f_e69a)
    }
  }

  /// R² modulo p, which brings numbers into Montgomery form.
  static var montgomerySquare: BLS12381Field {
    @inline(__always) get {
      BLS12381Field(
        w0: 0xf4df_1f34_1c34_1746, w1: 0x0a76_e6a6_09d1_04f1, w2: 0x8de5_476c_4c95_b6d5,
        w3: 0x67eb_88a9_939d_83c0, w4: 0x9a79_3e85_b519_952d, w5: 0x1198_8fe5_92ca_e3aa)
    }
  }

  /// R³ modulo p, which corrects the inverse of a value in Montgomery form.
  static var montgomeryCube: BLS12381Field {
    @inline(__always) get {
      BLS12381Field(
        w0: 0xed48_ac6b_d94c_a1e0, w1: 0x315f_831e_03a7_adf8, w2: 0x9a53_352a_615e_29dd,
        w3: 0x34c0_4e5e_921e_1761, w4: 0x2512_d435_6572_4728, w5: 0x0aa6_3460_9175_5d4d)
    }
  }

  /// -p⁻¹ modulo 2^64.
  static var negatedInverse: UInt64 {
    @inline(__always) get { 0x89f3_fffc_fffc_fffd }
  }

  /// The modulus in limbs of 62 bits and its inverse modulo 2^62, for inversion.
  static let inverter = ModularInverter<7>(
    modulus: [
      0x39fe_ffff_ffff_aaab, 0x3aaf_fffa_c54f_fffe, 0x330d_2a0f_6b0f_6241, 0x1dd2_e13c_e144_afd9,
      0x1ba7_b643_4bac_d764, 0x0447_a8e5_ff9a_692c, 0x0000_0000_0000_01a0,
    ], inverse: 0x360c_0003_0003_0003)

  /// The sum modulo p.
  @inline(__always)
  static func + (a: BLS12381Field, b: BLS12381Field) -> BLS12381Field {
    unreducedSum(a, b).reducedOnce
  }

  /// The difference modulo p.
  @inline(__always)
  static func - (a: BLS12381Field, b: BLS12381Field) -> BLS12381Field {
    var borrow: UInt64 = 0
    let w0 = a.w0.subtracting(b.w0, borrow: &borrow)
    let w1 = a.w1.subtracting(b.w1, borrow: &borrow)
    let w2 = a.w2.subtracting(b.w2, borrow: &borrow)
    let w3 = a.w3.subtracting(b.w3, borrow: &borrow)
    let w4 = a.w4.subtracting(b.w4, borrow: &borrow)
    let w5 = a.w5.subtracting(b.w5, borrow: &borrow)
    let p = modulus.masked(0 &- borrow)
    return unreducedSum(BLS12381Field(w0: w0, w1: w1, w2: w2, w3: w3, w4: w4, w5: w5), p)
  }

  /// a + b as an integer, below 2p.
  @inline(__always)
  static func unreducedSum(_ a: BLS12381Field, _ b: BLS12381Field) -> BLS12381Field {
    var carry: UInt64 = 0
    let w0 = a.w0.adding(b.w0, carry: &carry)
    let w1 = a.w1.adding(b.w1, carry: &carry)
    let w2 = a.w2.adding(b.w2, carry: &carry)
    let w3 = a.w3.adding(b.w3, carry: &carry)
    let w4 = a.w4.adding(b.w4, carry: &carry)
    let w5 = a.w5.adding(b.w5, carry: &carry)
    return BLS12381Field(w0: w0, w1: w1, w2: w2, w3: w3, w4: w4, w5: w5)
  }

  /// The value less p if it is not below p; it must be below 2p.
  @inline(__always)
  var reducedOnce: BLS12381Field {
    let p = Self.modulus
    var borrow: UInt64 = 0
    let s0 = w0.subtracting(p.w0, borrow: &borrow)
    let s1 = w1.subtracting(p.w1, borrow: &borrow)
    let s2 = w2.subtracting(p.w2, borrow: &borrow)
    let s3 = w3.subtracting(p.w3, borrow: &borrow)
    let s4 = w4.subtracting(p.w4, borrow: &borrow)
    let s5 = w5.subtracting(p.w5, borrow: &borrow)
    let keep = 0 &- borrow
    return BLS12381Field(
      w0: s0 ^ (keep & (s0 ^ w0)), w1: s1 ^ (keep & (s1 ^ w1)),
      w2: s2 ^ (keep & (s2 ^ w2)), w3: s3 ^ (keep & (s3 ^ w3)),
      w4: s4 ^ (keep & (s4 ^ w4)), w5: s5 ^ (keep & (s5 ^ w5)))
  }

  /// Half the value modulo p.
  @inline(__always)
  var halved: BLS12381Field {
    let even = Self.unreducedSum(self, Self.modulus.masked(0 &- (w0 & 1)))
    return BLS12381Field(
      w0: (even.w0 &>> 1) | (even.w1 &<< 63), w1: (even.w1 &>> 1) | (even.w2 &<< 63),
      w2: (even.w2 &>> 1) | (even.w3 &<< 63), w3: (even.w3 &>> 1) | (even.w4 &<< 63),
      w4: (even.w4 &>> 1) | (even.w5 &<< 63), w5: even.w5 &>> 1)
  }

  @inline(__always)
  private func masked(_ mask: UInt64) -> BLS12381Field {
    BLS12381Field(w0: w0 & mask, w1: w1 & mask, w2: w2 & mask, w3: w3 & mask, w4: w4 & mask, w5: w5 & mask)
  }

  /// Whether this is zero.
  @inline(__always)
  var isZero: Bool { (w0 | w1 | w2 | w3 | w4 | w5) == 0 }

  /// Whether both are the same element.
  @inline(__always)
  static func == (a: BLS12381Field, b: BLS12381Field) -> Bool {
    ((a.w0 ^ b.w0) | (a.w1 ^ b.w1) | (a.w2 ^ b.w2)
      | (a.w3 ^ b.w3) | (a.w4 ^ b.w4) | (a.w5 ^ b.w5)) == 0
  }
}
