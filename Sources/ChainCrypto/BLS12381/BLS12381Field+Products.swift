extension BLS12381Field {
  /// A product of two values before reduction: 12 limbs.
  struct Wide: WideValue {
    var t0: UInt64 = 0
    var t1: UInt64 = 0
    var t2: UInt64 = 0
    var t3: UInt64 = 0
    var t4: UInt64 = 0
    var t5: UInt64 = 0
    var t6: UInt64 = 0
    var t7: UInt64 = 0
    var t8: UInt64 = 0
    var t9: UInt64 = 0
    var t10: UInt64 = 0
    var t11: UInt64 = 0

    @inline(__always)
    static func + (a: Wide, b: Wide) -> Wide {
      var r = Wide()
      var carry: UInt64 = 0
      r.t0 = a.t0.adding(b.t0, carry: &carry)
      r.t1 = a.t1.adding(b.t1, carry: &carry)
      r.t2 = a.t2.adding(b.t2, carry: &carry)
      r.t3 = a.t3.adding(b.t3, carry: &carry)
      r.t4 = a.t4.adding(b.t4, carry: &carry)
      r.t5 = a.t5.adding(b.t5, carry: &carry)
      r.t6 = a.t6.adding(b.t6, carry: &carry)
      r.t7 = a.t7.adding(b.t7, carry: &carry)
      r.t8 = a.t8.adding(b.t8, carry: &carry)
      r.t9 = a.t9.adding(b.t9, carry: &carry)
      r.t10 = a.t10.adding(b.t10, carry: &carry)
      r.t11 = a.t11.adding(b.t11, carry: &carry)
      return r
    }

    @inline(__always)
    static func - (a: Wide, b: Wide) -> Wide {
      difference(a, b).value
    }

    @inline(__always)
    static func modularDifference(_ a: Wide, _ b: Wide) -> Wide {
      // p · R is p in the upper half.
      var (r, borrow) = difference(a, b)
      let mask = 0 &- borrow
      var carry: UInt64 = 0
      r.t6 = r.t6.adding(modulus.w0 & mask, carry: &carry)
      r.t7 = r.t7.adding(modulus.w1 & mask, carry: &carry)
      r.t8 = r.t8.adding(modulus.w2 & mask, carry: &carry)
      r.t9 = r.t9.adding(modulus.w3 & mask, carry: &carry)
      r.t10 = r.t10.adding(modulus.w4 & mask, carry: &carry)
      r.t11 = r.t11.adding(modulus.w5 & mask, carry: &carry)
      return r
    }

    @inline(__always)
    private static func difference(_ a: Wide, _ b: Wide) -> (value: Wide, borrow: UInt64) {
      var r = Wide()
      var borrow: UInt64 = 0
      r.t0 = a.t0.subtracting(b.t0, borrow: &borrow)
      r.t1 = a.t1.subtracting(b.t1, borrow: &borrow)
      r.t2 = a.t2.subtracting(b.t2, borrow: &borrow)
      r.t3 = a.t3.subtracting(b.t3, borrow: &borrow)
      r.t4 = a.t4.subtracting(b.t4, borrow: &borrow)
      r.t5 = a.t5.subtracting(b.t5, borrow: &borrow)
      r.t6 = a.t6.subtracting(b.t6, borrow: &borrow)
      r.t7 = a.t7.subtracting(b.t7, borrow: &borrow)
      r.t8 = a.t8.subtracting(b.t8, borrow: &borrow)
      r.t9 = a.t9.subtracting(b.t9, borrow: &borrow)
      r.t10 = a.t10.subtracting(b.t10, borrow: &borrow)
      r.t11 = a.t11.subtracting(b.t11, borrow: &borrow)
      return (r, borrow)
    }
  }

  /// The full product a · b.
  @inline(__always)
  static func wideProduct(_ a: BLS12381Field, _ b: BLS12381Field) -> Wide {
    var r = Wide()
    r.t6 = b.accumulate(a.w0, &r.t0, &r.t1, &r.t2, &r.t3, &r.t4, &r.t5)
    r.t7 = b.accumulate(a.w1, &r.t1, &r.t2, &r.t3, &r.t4, &r.t5, &r.t6)
    r.t8 = b.accumulate(a.w2, &r.t2, &r.t3, &r.t4, &r.t5, &r.t6, &r.t7)
    r.t9 = b.accumulate(a.w3, &r.t3, &r.t4, &r.t5, &r.t6, &r.t7, &r.t8)
    r.t10 = b.accumulate(a.w4, &r.t4, &r.t5, &r.t6, &r.t7, &r.t8, &r.t9)
    r.t11 = b.accumulate(a.w5, &r.t5, &r.t6, &r.t7, &r.t8, &r.t9, &r.t10)
    return r
  }

  /// The full square a², each cross product computed once.
  @inline(__always)
  static func wideSquare(_ a: BLS12381Field) -> Wide {
    var r = Wide()
    var carry: UInt64 = 0
    (r.t1, carry) = Limbs.multiplyAdd(a.w0, a.w1, r.t1, 0)
    (r.t2, carry) = Limbs.multiplyAdd(a.w0, a.w2, r.t2, carry)
    (r.t3, carry) = Limbs.multiplyAdd(a.w0, a.w3, r.t3, carry)
    (r.t4, carry) = Limbs.multiplyAdd(a.w0, a.w4, r.t4, carry)
    (r.t5, carry) = Limbs.multiplyAdd(a.w0, a.w5, r.t5, carry)
    r.t6 = carry
    (r.t3, carry) = Limbs.multiplyAdd(a.w1, a.w2, r.t3, 0)
    (r.t4, carry) = Limbs.multiplyAdd(a.w1, a.w3, r.t4, carry)
    (r.t5, carry) = Limbs.multiplyAdd(a.w1, a.w4, r.t5, carry)
    (r.t6, carry) = Limbs.multiplyAdd(a.w1, a.w5, r.t6, carry)
    r.t7 = carry
    (r.t5, carry) = Limbs.multiplyAdd(a.w2, a.w3, r.t5, 0)
    (r.t6, carry) = Limbs.multiplyAdd(a.w2, a.w4, r.t6, carry)
    (r.t7, carry) = Limbs.multiplyAdd(a.w2, a.w5, r.t7, carry)
    r.t8 = carry
    (r.t7, carry) = Limbs.multiplyAdd(a.w3, a.w4, r.t7, 0)
    (r.t8, carry) = Limbs.multiplyAdd(a.w3, a.w5, r.t8, carry)
    r.t9 = carry
    (r.t9, carry) = Limbs.multiplyAdd(a.w4, a.w5, r.t9, 0)
    r.t10 = carry
    // Twice the cross products plus the squares.
    r.t11 = r.t10 &>> 63
    r.t10 = (r.t10 &<< 1) | (r.t9 &>> 63)
    r.t9 = (r.t9 &<< 1) | (r.t8 &>> 63)
    r.t8 = (r.t8 &<< 1) | (r.t7 &>> 63)
    r.t7 = (r.t7 &<< 1) | (r.t6 &>> 63)
    r.t6 = (r.t6 &<< 1) | (r.t5 &>> 63)
    r.t5 = (r.t5 &<< 1) | (r.t4 &>> 63)
    r.t4 = (r.t4 &<< 1) | (r.t3 &>> 63)
    r.t3 = (r.t3 &<< 1) | (r.t2 &>> 63)
    r.t2 = (r.t2 &<< 1) | (r.t1 &>> 63)
    r.t1 = r.t1 &<< 1
    var square: (high: UInt64, low: UInt64)
    carry = 0
    square = a.w0.multipliedFullWidth(by: a.w0)
    r.t0 = r.t0.adding(square.low, carry: &carry)
    r.t1 = r.t1.adding(square.high, carry: &carry)
    square = a.w1.multipliedFullWidth(by: a.w1)
    r.t2 = r.t2.adding(square.low, carry: &carry)
    r.t3 = r.t3.adding(square.high, carry: &carry)
    square = a.w2.multipliedFullWidth(by: a.w2)
    r.t4 = r.t4.adding(square.low, carry: &carry)
    r.t5 = r.t5.adding(square.high, carry: &carry)
    square = a.w3.multipliedFullWidth(by: a.w3)
    r.t6 = r.t6.adding(square.low, carry: &carry)
    r.t7 = r.t7.adding(square.high, carry: &carry)
    square = a.w4.multipliedFullWidth(by: a.w4)
    r.t8 = r.t8.adding(square.low, carry: &carry)
    r.t9 = r.t9.adding(square.high, carry: &carry)
    square = a.w5.multipliedFullWidth(by: a.w5)
    r.t10 = r.t10.adding(square.low, carry: &carry)
    r.t11 = r.t11.adding(square.high, carry: &carry)
    return r
  }

  /// wide / R modulo p (Montgomery reduction); wide must be below p · R.
  @inline(__always)
  static func reduced(_ wide: Wide) -> BLS12381Field {
    var t = wide
    let p = modulus
    var carry: UInt64 = 0
    var over: UInt64 = 0
    carry = p.accumulate(t.t0 &* negatedInverse, &t.t0, &t.t1, &t.t2, &t.t3, &t.t4, &t.t5)
    t.t6 = t.t6.adding(carry, carry: &over)
    carry = p.accumulate(t.t1 &* negatedInverse, &t.t1, &t.t2, &t.t3, &t.t4, &t.t5, &t.t6)
    t.t7 = t.t7.adding(carry, carry: &over)
    carry = p.accumulate(t.t2 &* negatedInverse, &t.t2, &t.t3, &t.t4, &t.t5, &t.t6, &t.t7)
    t.t8 = t.t8.adding(carry, carry: &over)
    carry = p.accumulate(t.t3 &* negatedInverse, &t.t3, &t.t4, &t.t5, &t.t6, &t.t7, &t.t8)
    t.t9 = t.t9.adding(carry, carry: &over)
    carry = p.accumulate(t.t4 &* negatedInverse, &t.t4, &t.t5, &t.t6, &t.t7, &t.t8, &t.t9)
    t.t10 = t.t10.adding(carry, carry: &over)
    carry = p.accumulate(t.t5 &* negatedInverse, &t.t5, &t.t6, &t.t7, &t.t8, &t.t9, &t.t10)
    t.t11 = t.t11.adding(carry, carry: &over)
    return BLS12381Field(w0: t.t6, w1: t.t7, w2: t.t8, w3: t.t9, w4: t.t10, w5: t.t11).reducedOnce
  }

  /// t += factor · self over 6 limbs; returns the limb that is carried out.
  /// All products come first: a multiplication would end a chain of carries in the processor's flag.
  @inline(__always)
  private func accumulate(
    _ factor: UInt64, _ t0: inout UInt64, _ t1: inout UInt64, _ t2: inout UInt64, _ t3: inout UInt64, _ t4: inout UInt64, _ t5: inout UInt64
  ) -> UInt64 {
    let p0 = factor.multipliedFullWidth(by: w0)
    let p1 = factor.multipliedFullWidth(by: w1)
    let p2 = factor.multipliedFullWidth(by: w2)
    let p3 = factor.multipliedFullWidth(by: w3)
    let p4 = factor.multipliedFullWidth(by: w4)
    let p5 = factor.multipliedFullWidth(by: w5)
    var carry: UInt64 = 0
    let s1 = p1.low.adding(p0.high, carry: &carry)
    let s2 = p2.low.adding(p1.high, carry: &carry)
    let s3 = p3.low.adding(p2.high, carry: &carry)
    let s4 = p4.low.adding(p3.high, carry: &carry)
    let s5 = p5.low.adding(p4.high, carry: &carry)
    let top = p5.high &+ carry
    carry = 0
    t0 = t0.adding(p0.low, carry: &carry)
    t1 = t1.adding(s1, carry: &carry)
    t2 = t2.adding(s2, carry: &carry)
    t3 = t3.adding(s3, carry: &carry)
    t4 = t4.adding(s4, carry: &carry)
    t5 = t5.adding(s5, carry: &carry)
    return top &+ carry
  }
}
