public import Primitives

/// The price of blobs (EIP-4844).
public enum BlobFee {
  /// The base fee per blob gas for the excess of earlier blocks: e to the power of `excess / fraction`, rounded down.
  public static func baseFee(excess: UInt64, fraction: UInt64) -> U256 {
    let denominator = U256(fraction)
    var index: UInt64 = 1
    var output = U256.zero
    var term = denominator
    while !term.isZero {
      guard let sum = output.adding(term), let product = term.multiplied(by: U256(excess)) else { return .max }
      output = sum
      term = product.divided(by: denominator &* U256(index))
      index += 1
    }
    return output.divided(by: denominator)
  }
}
