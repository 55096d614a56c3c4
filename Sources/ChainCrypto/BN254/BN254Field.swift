/// An element of the base field of bn254, in Montgomery form: 4 limbs that stand for themselves divided by R = 2^256.
///
/// Every value is fully reduced, so equality is equality of limbs. The modulus leaves the two uppermost bits free, so that sums of two
/// values need no extra limb. Arithmetic is modular; nothing overflows or traps.
/// Source: EIP-196 for the modulus p.
struct BN254Field: PrimeField {
  /// The limbs, `w0` the least significant.
  var w0: UInt64
  /// Bits 64 to 127.
  var w1: UInt64
  /// Bits 128 to 191.
  var w2: UInt64
  /// Bits 192 to 255.
  var w3: UInt64

  /// 0.
  static var zero: BN254Field {
    @inline(__always) get {
      BN254Field(w0: 0x0000_0000_0000_0000, w1: 0x0000_0000_0000_0000, w2: 0x0000_0000_0000_0000, w3: 0x0000_0000_0000_0000)
    }
  }

  /// 1, that is R modulo p.
  static var one: BN254Field {
    @inline(__always) get {
      BN254Field(w0: 0xd35d_438d_c58f_0d9d, w1: 0x0a78_eb28_f5c7_0b3d, w2: 0x666e_a36f_7879_462c, w3: 0x0e0a_77c1_9a07_df2f)
    }
  }

  /// The modulus p itself, not in Montgomery form.
  static var modulus: BN254Field {
    @inline(__always) get {
      BN254Field(w0: 0x3c20_8c16_d87c_fd47, w1: 0x9781_6a91_6871_ca8d, w2: 0xb850_45b6_8181_585d, w3: 0x3064_4e72_e131_a029)
    }
  }

  /// R² modulo p, which brings numbers into Montgomery form.
  static var montgomerySquare: BN254Field {
    @inline(__always) get {
      BN254Field(w0: 0xf32c_fc5b_538a_fa89, w1: 0xb5e7_1911_d445_01fb, w2: 0x47ab_1eff_0a41_7ff6, w3: 0x06d8_9f71_cab8_351f)
    }
  }

  /// R³ modulo p, which corrects the inverse of a value in Montgomery form.
  static var montgomeryCube: BN254Field {
    @inline(__always) get {
      BN254Field(w0: 0xb1cd_6daf_da15_30df, w1: 0x62f2_10e6_a728_3db6, w2: 0xef7f_0b0c_0ada_0afb, w3: 0x20fd_6e90_2d59_2544)
    }
  }

  /// -p⁻¹ modulo 2^64.
  static var negatedInverse: UInt64 {
    @inline(__always) get { 0x87d2_0782_e486_6389 }
  }

  /// The modulus in limbs of 62 bits and its inverse modulo 2^62, for inversion.
  static let inverter = ModularInverter<5>(
    modulus: [
      0x3c20_8c16_d87c_fd47, 0x1e05_aa45_a1c7_2a34, 0x0504_5b68_1815_85d9, 0x1913_9cb8_4c68_0a6e,
      0x0000_0000_0000_0030,
    ], inverse: 0x382d_f87d_1b79_9c77)

  /// The sum modulo p.
  @inline(__always)
  static func + (a: BN254Field, b: BN254Field) -> BN254Field {
    unreducedSum(a, b).reducedOnce
  }

  /// The difference modulo p.
  @inline(__always)
  static func - (a: BN254Field, b: BN254Field) -> BN254Field {
    var borrow: UInt64 = 0
    let w0 = a.w0.subtracting(b.w0, borrow: &borrow)
    let w1 = a.w1.subtracting(b.w1, borrow: &borrow)
    let w2 = a.w2.subtracting(b.w2, borrow: &borrow)
    let w3 = a.w3.subtracting(b.w3, borrow: &borrow)
    let p = modulus.masked(0 &- borrow)
    return unreducedSum(BN254Field(w0: w0, w1: w1, w2: w2, w3: w3), p)
  }

  /// a + b as an integer, below 2p.
  @inline(__always)
  static func unreducedSum(_ a: BN254Field, _ b: BN254Field) -> BN254Field {
    var carry: UInt64 = 0
    let w0 = a.w0.adding(b.w0, carry: &carry)
    let w1 = a.w1.adding(b.w1, carry: &carry)
    let w2 = a.w2.adding(b.w2, carry: &carry)
    let w3 = a.w3.adding(b.w3, carry: &carry)
    return BN254Field(w0: w0, w1: w1, w2: w2, w3: w3)
  }

  /// The value less p if it is not below p; it must be below 2p.
  @inline(__always)
  var reducedOnce: BN254Field {
    let p = Self.modulus
    var borrow: UInt64 = 0
    let s0 = w0.subtracting(p.w0, borrow: &borrow)
    let s1 = w1.subtracting(p.w1, borrow: &borrow)
    let s2 = w2.subtracting(p.w2, borrow: &borrow)
    let s3 = w3.subtracting(p.w3, borrow: &borrow)
    let keep = 0 &- borrow
    return BN254Field(
      w0: s0 ^ (keep & (s0 ^ w0)), w1: s1 ^ (keep & (s1 ^ w1)),
      w2: s2 ^ (keep & (s2 ^ w2)), w3: s3 ^ (keep & (s3 ^ w3)))
  }

  /// Half the value modulo p.
  @inline(__always)
  var halved: BN254Field {
    let even = Self.unreducedSum(self, Self.modulus.masked(0 &- (w0 & 1)))
    return BN254Field(
      w0: (even.w0 &>> 1) | (even.w1 &<< 63), w1: (even.w1 &>> 1) | (even.w2 &<< 63),
      w2: (even.w2 &>> 1) | (even.w3 &<< 63), w3: even.w3 &>> 1)
  }

  @inline(__always)
  private func masked(_ mask: UInt64) -> BN254Field {
    BN254Field(w0: w0 & mask, w1: w1 & mask, w2: w2 & mask, w3: w3 & mask)
  }

  /// Whether this is zero.
  @inline(__always)
  var isZero: Bool { (w0 | w1 | w2 | w3) == 0 }

  /// Whether both are the same element.
  @inline(__always)
  static func == (a: BN254Field, b: BN254Field) -> Bool {
    ((a.w0 ^ b.w0) | (a.w1 ^ b.w1) | (a.w2 ^ b.w2) | (a.w3 ^ b.w3)) == 0
  }
}
