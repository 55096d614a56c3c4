import Testing

@testable import ChainCrypto

/// Laws that any implementation of a field obeys, on random and on extreme elements.
@Suite struct FieldTests {
  /// Elements at the edges and pseudo-random ones.
  static func elements<Field: PrimeField>(_: Field.Type) -> [Field] {
    let modulus = Field.modulus.limbs
    var below = modulus
    below[0] -= 1
    var result: [Field] = [.zero, .one, -.one, Field.one.doubled, Field(integer: below)]
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    for round in 0..<12 {
      var limbs = modulus.map { _ in next() }
      // Limbs of all ones and all zeros reach the carries.
      if round < 4 { limbs = limbs.map { $0 & 1 == 0 ? 0 : .max } }
      limbs[limbs.count - 1] &= modulus[modulus.count - 1] >> 1
      result.append(Field(integer: limbs))
    }
    return result
  }

  private func checkLaws<Field: FieldElement>(_ elements: [Field]) {
    for a in elements {
      #expect(a + .zero == a)
      #expect(a * .one == a)
      #expect(a - a == .zero)
      #expect(a + -a == .zero)
      #expect(a.doubled == a + a)
      #expect(a.halved + a.halved == a)
      #expect(a.squared == a * a)
      #expect(a.isZero ? a.inverted.isZero : a * a.inverted == .one)
      for b in elements {
        #expect(a + b == b + a)
        #expect(a * b == b * a)
        #expect((a - b) + b == a)
        #expect((a + b).squared == a.squared + (a * b).doubled + b.squared)
        #expect((a + b) * (a - b) == a.squared - b.squared)
      }
    }
    var inverses = elements
    Field.invert(&inverses)
    #expect(inverses == elements.map(\.inverted))
  }

  private func checkPrimeField<Field: PrimeField>(_ type: Field.Type) {
    let elements = Self.elements(type)
    checkLaws(elements)
    var exponent = Field.modulus.limbs
    exponent[0] -= 2
    var buffer = [UInt8](repeating: 0, count: Field.byteCount)
    for a in elements {
      // Fermat.
      #expect(a.power(exponent) == a.inverted)
      let root = a.squared.squareRoot
      #expect(root == a || root == -a)
      #expect(a.isZero || (-a.squared).squareRoot == nil, "-1 is no square when p is 3 modulo 4")
      #expect(a.isZero || a.isOdd != (-a).isOdd)
      #expect(a.isZero || a.isInUpperHalf != (-a).isInUpperHalf)
      buffer.withUnsafeMutableBytes { a.store(bigEndian: $0.baseAddress!) }
      #expect(buffer.withUnsafeBytes { Field(bigEndian: $0.baseAddress!) } == a)
    }
    // The modulus and what lies above it is no element.
    for limbs in [Field.modulus.limbs, Field.modulus.limbs.map { _ in UInt64.max }] {
      let bytes = Limbs.encoded(limbs, count: Field.byteCount)
      #expect(bytes.withUnsafeBytes { Field(bigEndian: $0.baseAddress!) } == nil)
    }
  }

  @Test func `bn254's base field obeys the laws`() { checkPrimeField(BN254Field.self) }

  @Test func `BLS12-381's base field obeys the laws`() { checkPrimeField(BLS12381Field.self) }

  @Test func `quadratic extensions obey the laws and have square roots`() {
    func check<Base: PrimeField>(_ type: Base.Type) {
      let base = Self.elements(type)
      let elements = base.indices.map { Field2(base[$0], base[(7 * $0 + 3) % base.count]) } + base.map { Field2($0, .zero) }
      checkLaws(elements)
      let i = Field2<Base>(.zero, .one)
      #expect(i.squared == -.one)
      for a in elements {
        let root = a.squared.squareRoot
        #expect(root == a || root == -a)
      }
      // In a field of odd order exactly one of a and a · (no square) is a square.
      #expect(elements.filter { !$0.isZero && $0.squareRoot == nil }.count > 3)
    }
    check(BN254Field.self)
    check(BLS12381Field.self)
  }

  @Test func `towers obey the laws`() {
    func check<Base: TowerField>(_ type: Base.Type) {
      let base = Self.elements(type)
      func coefficient(_ index: Int) -> Field2<Base> { Field2(base[index % base.count], base[(5 * index + 2) % base.count]) }
      func six(_ index: Int) -> Field6<Base> { Field6(coefficient(index), coefficient(index + 3), coefficient(index + 8)) }
      let elements = (0..<6).map { Field12(six($0), six($0 + 5)) }
      for a in elements {
        #expect(a.squared == a * a)
        #expect(a * a.inverted == .one)
        #expect(a.frobenius.frobenius == a.frobeniusSquared)
        #expect((0..<6).reduce(a) { power, _ in power.frobenius } == a.conjugate)
        for b in elements {
          #expect(a * b == b * a)
          #expect((a * b).frobenius == a.frobenius * b.frobenius)
        }
        let (x, y, z) = (coefficient(1), coefficient(6), coefficient(9))
        #expect(Field12.product(a, x, y, z) == a * Field12(Field6(x, .zero, .zero), Field6(y, z, .zero)))
        #expect(Field12.product(a, constant: x, y, z) == a * Field12(Field6(x, y, .zero), Field6(.zero, z, .zero)))
        let cyclotomic = a.cyclotomicPower
        #expect(cyclotomic.cyclotomicSquare == cyclotomic.squared)
        #expect(cyclotomic * cyclotomic.conjugate == .one)
        #expect(cyclotomic.cyclotomicPower(11) == (0..<10).reduce(cyclotomic) { power, _ in power * cyclotomic })
        #expect(cyclotomic.cyclotomicPower(UInt64.max) * cyclotomic == (0..<64).reduce(cyclotomic) { power, _ in power.squared })
      }
      // w⁶ is the element that the tower is built with.
      let w = Field12<Base>(.zero, .one)
      let v = Field6<Base>(.zero, .one, .zero)
      #expect(w.squared == Field12(v, .zero))
      #expect(v * v * v == Field6(Base.timesNonresidue(.one), .zero, .zero))
      #expect(v.timesV == v * v)
    }
    check(BN254Field.self)
    check(BLS12381Field.self)
  }
}
