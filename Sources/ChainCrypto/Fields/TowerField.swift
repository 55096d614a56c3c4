/// A base field over which a pairing's tower of extensions stands: F²  = F[u]/(u² + 1), F⁶ = F²[v]/(v³ - ξ), F¹² = F⁶[w]/(w² - v).
protocol TowerField: PrimeField {
  /// The product with ξ, which is neither a square nor a cube in F².
  static func timesNonresidue(_ a: Field2<Self>) -> Field2<Self>
  /// What the Frobenius map multiplies coefficients with.
  static var frobenius: FrobeniusConstants<Self> { get }
}

/// Powers of γ = ξ^((p - 1) / 6). As w⁶ = ξ, the Frobenius map takes wⁱ to γⁱ · wⁱ.
struct FrobeniusConstants<Base: TowerField>: Sendable {
  /// γ¹ … γ⁵ at 0 … 4.
  let powers: [Field2<Base>]
  /// Norms of the same, which the square of the map needs.
  let norms: [Base]

  /// Computes the powers from the field's modulus and ξ.
  init() {
    let xi = Base.timesNonresidue(.one)
    let gamma = xi.power(Limbs.dividedBySix(Base.modulus.limbs))
    var powers = [gamma]
    while powers.count < 5 { powers.append(powers[powers.count - 1] * gamma) }
    self.powers = powers
    norms = powers.map { ($0 * $0.conjugate).c0 }
  }
}

extension Limbs {
  /// A number divided by six and rounded down.
  static func dividedBySix(_ limbs: [UInt64]) -> [UInt64] {
    var result = limbs
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      let digit = (UInt64(6)).dividingFullWidth((remainder, limbs[index]))
      result[index] = digit.quotient
      remainder = digit.remainder
    }
    return result
  }
}
