/// Numbers and points of BLS12-381 as bytes. Source: EIP-2537; the ZCash serialization for the compressed form.
enum BLS12381Codec {
  /// An element of the base field: 64 bytes, the first 16 zero; nil unless it is below the prime.
  static func number(_ bytes: UnsafeRawPointer) -> BLS12381Field? {
    guard bytes.loadUnaligned(as: UInt64.self) == 0, bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self) == 0 else { return nil }
    return BLS12381Field(bigEndian: bytes + 16)
  }

  /// An element of the quadratic extension: real part, imaginary part.
  static func number2(_ bytes: UnsafeRawPointer) -> Field2<BLS12381Field>? {
    guard let real = number(bytes), let imaginary = number(bytes + 64) else { return nil }
    return Field2(real, imaginary)
  }

  /// A point of the curve: 128 bytes. It need not lie in the group of order r.
  static func first(_ bytes: UnsafeRawPointer) -> BLS12381Curve.First? {
    guard let x = number(bytes), let y = number(bytes + 64) else { return nil }
    if x.isZero && y.isZero { return .infinity }
    let point = BLS12381Curve.First(x: x, y: y)
    return point.isOnCurve(b: BLS12381Curve.b) ? point : nil
  }

  /// A point of the twist: 256 bytes. It need not lie in the group of order r.
  static func second(_ bytes: UnsafeRawPointer) -> BLS12381Curve.Second? {
    guard let x = number2(bytes), let y = number2(bytes + 128) else { return nil }
    if x.isZero && y.isZero { return .infinity }
    let point = BLS12381Curve.Second(x: x, y: y)
    return point.isOnCurve(b: BLS12381Curve.twistB) ? point : nil
  }

  /// A point as 128 bytes.
  static func encoded(_ point: BLS12381Curve.First) -> [UInt8] { encoded([point.x, point.y]) }

  /// A point as 256 bytes.
  static func encoded(_ point: BLS12381Curve.Second) -> [UInt8] { encoded([point.x.c0, point.x.c1, point.y.c0, point.y.c1]) }

  private static func encoded(_ numbers: [BLS12381Field]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 64 * numbers.count)
    result.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      for (index, number) in numbers.enumerated() { number.store(bigEndian: start + 64 * index + 16) }
    }
    return result
  }

  /// A point of the first group in compressed form, 48 bytes: X with three flags in its uppermost bits: compressed, infinity, Y in the
  /// upper half.
  ///
  /// - Returns: nil unless the form is the only one for its point, the point is on the curve and in the group of order r.
  static func compressedFirst(_ bytes: UnsafeRawBufferPointer) -> BLS12381Curve.First? {
    guard bytes.count == 48 else { return nil }
    let flags = bytes[0] >> 5
    var digits = [UInt8](bytes)
    digits[0] &= 0x1f
    guard flags & 0b100 != 0 else { return nil }
    if flags & 0b010 != 0 { return flags == 0b110 && digits.allSatisfy { $0 == 0 } ? .infinity : nil }
    guard let x = digits.withUnsafeBytes({ $0.baseAddress.flatMap { BLS12381Field(bigEndian: $0) } }),
      let root = (x.squared * x + BLS12381Curve.b).squareRoot
    else { return nil }
    let point = BLS12381Curve.First(x: x, y: root.negated(if: root.isInUpperHalf != (flags & 0b001 != 0)))
    return BLS12381Curve.isInSubgroup(point) ? point : nil
  }
}
