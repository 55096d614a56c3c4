import Primitives

/// The EVM's precompiles 6, 7 and 8: sums, multiples and pairings on bn254 (alt_bn128).
///
/// Source: EIP-196 and EIP-197 for the shapes and rules. Points of the first group are X ‖ Y, 32 big-endian bytes each; of the second
/// group X.imaginary ‖ X.real ‖ Y.imaginary ‖ Y.real; all zero is the point at infinity. nil is a failed call.
public enum BN254 {
  /// The number of bytes of a pair of points in a pairing's input, which the price depends on.
  public static let pairByteCount = 192

  /// The sum of two points, 64 bytes. Missing input counts as zero, input beyond 128 bytes is ignored.
  ///
  /// - Returns: nil if a coordinate is not below the prime or a point is off the curve.
  public static func add(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    withPadded(input, count: 128) { bytes in
      guard let a = firstPoint(bytes), let b = firstPoint(bytes + 64) else { return nil }
      return encoded(a + b)
    }
  }

  /// The multiple of a point with a number of 32 bytes, 64 bytes. Missing input counts as zero, input beyond 96 bytes is ignored.
  ///
  /// - Returns: nil if a coordinate is not below the prime or the point is off the curve.
  public static func mul(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    withPadded(input, count: 96) { bytes in
      guard let point = firstPoint(bytes) else { return nil }
      let scalar = U256(bigEndianBytes: UnsafeRawBufferPointer(start: bytes + 64, count: 32))
      return encoded(BN254Curve.multiple(point, scalar).affine)
    }
  }

  /// Whether the product of the pairings of all pairs is one: 32 bytes with the value 1 or 0. No pair at all gives 1.
  ///
  /// - Returns: nil if the length is no multiple of 192, a coordinate is not below the prime, a point is off its curve, or a point of
  ///   the second group is not in its subgroup.
  public static func pairing(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    guard input.count.isMultiple(of: pairByteCount) else { return nil }
    var product = PairingProduct<BN254Curve>()
    if let start = input.baseAddress {
      for offset in stride(from: 0, to: input.count, by: pairByteCount) {
        guard let first = firstPoint(start + offset), let second = secondPoint(start + offset + 64) else { return nil }
        product.multiply(first, second)
      }
    }
    var result = [UInt8](repeating: 0, count: 32)
    result[31] = product.isOne() ? 1 : 0
    return result
  }

  /// Calls `body` with the first `count` bytes of the input, zeros added where it is shorter.
  private static func withPadded(_ input: UnsafeRawBufferPointer, count: Int, _ body: (UnsafeRawPointer) -> [UInt8]?) -> [UInt8]? {
    if input.count >= count, let start = input.baseAddress { return body(start) }
    return withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      buffer.copyMemory(from: input)
      return UnsafeRawPointer(buffer.baseAddress).flatMap(body)
    }
  }

  private static func firstPoint(_ bytes: UnsafeRawPointer) -> BN254Curve.First? {
    guard let x = BN254Field(bigEndian: bytes), let y = BN254Field(bigEndian: bytes + 32) else { return nil }
    if x.isZero && y.isZero { return .infinity }
    let point = BN254Curve.First(x: x, y: y)
    return point.isOnCurve(b: BN254Curve.b) ? point : nil
  }

  private static func secondPoint(_ bytes: UnsafeRawPointer) -> BN254Curve.Second? {
    guard let x1 = BN254Field(bigEndian: bytes), let x0 = BN254Field(bigEndian: bytes + 32),
      let y1 = BN254Field(bigEndian: bytes + 64), let y0 = BN254Field(bigEndian: bytes + 96)
    else { return nil }
    let x = Field2(x0, x1)
    let y = Field2(y0, y1)
    if x.isZero && y.isZero { return .infinity }
    let point = BN254Curve.Second(x: x, y: y)
    return point.isOnCurve(b: BN254Curve.twistB) && BN254Curve.isInSubgroup(point) ? point : nil
  }

  private static func encoded(_ point: BN254Curve.First) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      if let start = bytes.baseAddress {
        point.x.store(bigEndian: start)
        point.y.store(bigEndian: start + 32)
      }
      count = 64
    }
  }
}
