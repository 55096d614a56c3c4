import Primitives

/// The EVM's precompiles 0x0b to 0x11: arithmetic and pairings on BLS12-381.
///
/// Source: EIP-2537 for the shapes and rules. A number of the base field is 64 big-endian bytes of which the first 16 are zero; a point of
/// the first group is X ‖ Y, 128 bytes; of the second group X.real ‖ X.imaginary ‖ Y.real ‖ Y.imaginary, 256 bytes; all zero is the point
/// at infinity. nil is a failed call.
public enum BLS12381 {
  /// The number of bytes of a point and a scalar in ``g1MSM(_:)``, which the price depends on.
  public static let g1TermByteCount = 160
  /// The number of bytes of a point and a scalar in ``g2MSM(_:)``, which the price depends on.
  public static let g2TermByteCount = 288
  /// The number of bytes of a pair of points in ``pairing(_:)``, which the price depends on.
  public static let pairByteCount = 384

  /// The sum of two points of the curve (0x0b): 256 bytes to 128. The points need not lie in the group of order r.
  public static func g1Add(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    guard input.count == 256, let start = input.baseAddress else { return nil }
    guard let a = BLS12381Codec.first(start), let b = BLS12381Codec.first(start + 128) else { return nil }
    return BLS12381Codec.encoded(a + b)
  }

  /// The sum of two points of the twist (0x0d): 512 bytes to 256. The points need not lie in the group of order r.
  public static func g2Add(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    guard input.count == 512, let start = input.baseAddress else { return nil }
    guard let a = BLS12381Codec.second(start), let b = BLS12381Codec.second(start + 256) else { return nil }
    return BLS12381Codec.encoded(a + b)
  }

  /// The sum of multiples of points of the first group with numbers of 32 bytes (0x0c): at least one term of 160 bytes to 128 bytes.
  public static func g1MSM(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    sum(input, g1TermByteCount, BLS12381Codec.first, BLS12381Curve.isInSubgroup, BLS12381Curve.sum)
      .map { BLS12381Codec.encoded($0.affine) }
  }

  /// The sum of multiples of points of the second group with numbers of 32 bytes (0x0e): at least one term of 288 bytes to 256 bytes.
  public static func g2MSM(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    sum(input, g2TermByteCount, BLS12381Codec.second, BLS12381Curve.isInSubgroup, BLS12381Curve.sum)
      .map { BLS12381Codec.encoded($0.affine) }
  }

  /// Whether the product of the pairings of all pairs is one (0x0f): at least one pair of 384 bytes to 32 bytes with the value 1 or 0.
  public static func pairing(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    guard input.count > 0, input.count.isMultiple(of: pairByteCount), let start = input.baseAddress else { return nil }
    var product = PairingProduct<BLS12381Curve>()
    for offset in stride(from: 0, to: input.count, by: pairByteCount) {
      guard let first = BLS12381Codec.first(start + offset), let second = BLS12381Codec.second(start + offset + 128),
        BLS12381Curve.isInSubgroup(first), BLS12381Curve.isInSubgroup(second)
      else { return nil }
      product.multiply(first, second)
    }
    var result = [UInt8](repeating: 0, count: 32)
    result[31] = product.isOne() ? 1 : 0
    return result
  }

  /// A point of the first group for an element of the base field (0x10): 64 bytes to 128.
  public static func mapToG1(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    guard input.count == 64, let start = input.baseAddress, let u = BLS12381Codec.number(start) else { return nil }
    return BLS12381Codec.encoded(BLS12381Curve.clearingCofactor(BLS12381Map.point(u)).affine)
  }

  /// A point of the second group for an element of the quadratic extension (0x11): 128 bytes to 256.
  public static func mapToG2(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    guard input.count == 128, let start = input.baseAddress, let u = BLS12381Codec.number2(start) else { return nil }
    return BLS12381Codec.encoded(BLS12381Curve.clearingCofactor(BLS12381Map.point(u)).affine)
  }

  /// How many terms of a sum are worked on at a time: more gain no speed, but take memory.
  private static let chunkCount = 1024

  /// The sum over points with scalars behind them; nil unless there is at least one and all points decode and lie in their group.
  private static func sum<Field: FieldElement>(
    _ input: UnsafeRawBufferPointer, _ size: Int,
    _ decode: (UnsafeRawPointer) -> AffinePoint<Field>?,
    _ isInSubgroup: (AffinePoint<Field>) -> Bool,
    _ sum: ([(point: AffinePoint<Field>, scalar: U256)]) -> JacobianPoint<Field>
  ) -> JacobianPoint<Field>? {
    guard input.count > 0, input.count.isMultiple(of: size), let start = input.baseAddress else { return nil }
    var result = JacobianPoint<Field>.infinity
    var terms: [(point: AffinePoint<Field>, scalar: U256)] = []
    for offset in stride(from: 0, to: input.count, by: size) {
      guard let point = decode(start + offset), isInSubgroup(point) else { return nil }
      terms.append((point, U256(bigEndianBytes: UnsafeRawBufferPointer(start: start + offset + size - 32, count: 32))))
      if terms.count == chunkCount || offset + size == input.count {
        result = result + sum(terms)
        terms.removeAll(keepingCapacity: true)
      }
    }
    return result
  }
}
