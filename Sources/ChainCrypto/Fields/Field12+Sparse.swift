/// Products with values of lines, which have three coefficients that are not zero.
extension Field12 {
  /// The product with a0 + a1 · w + a3 · w³: 13 products of coefficients.
  static func product(_ f: Field12, _ a0: Coefficient, _ a1: Coefficient, _ a3: Coefficient) -> Field12 {
    let low = f.c0 * a0
    let high = Field6.product(f.c1, a1, a3)
    let mixed = Field6.product(f.c0 + f.c1, a0 + a1, a3)
    return Field12(low + high.timesV, mixed - low - high)
  }

  /// The product with a0 + a2 · w² + a3 · w³: 13 products of coefficients.
  static func product(_ f: Field12, constant a0: Coefficient, _ a2: Coefficient, _ a3: Coefficient) -> Field12 {
    let low = Field6.product(f.c0, a0, a2)
    let high = (f.c1 * a3).timesV
    let mixed = Field6.product(f.c0 + f.c1, a0, a2 + a3)
    return Field12(low + high.timesV, mixed - low - high)
  }
}
