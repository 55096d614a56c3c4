public import Primitives

/// Powers modulo a number of any size: the EVM's precompile 5.
///
/// Source: EIP-198 for the shapes of input and output. The price (EIP-198, EIP-2565) and any upper bound of the lengths (EIP-7823)
/// are the caller's: the time taken is in proportion to what EIP-2565 counts, for every input.
public enum ModExp {
  /// The largest base and modulus that ``evaluate(_:)`` takes, in bytes. No gas limit in use pays for as much.
  public static let maximumByteCount = 1 << 22

  /// The three lengths in bytes at the start of an input: base, exponent, modulus. Missing bytes count as zero.
  public static func lengths(_ input: UnsafeRawBufferPointer) -> (base: U256, exponent: U256, modulus: U256) {
    (word(input, at: 0), word(input, at: 32), word(input, at: 64))
  }

  /// The first 32 bytes of the exponent, or all of a shorter one, as a number: what the price depends on.
  public static func exponentHead(_ input: UnsafeRawBufferPointer) -> U256 {
    let (base, exponent, _) = lengths(input)
    guard let base = base.asUInt64, base < UInt64(input.count), !exponent.isZero else { return .zero }
    let head = word(input, at: 96 + Int(base))
    guard let count = exponent.asUInt64, count < 32 else { return head }
    return head &>> (8 * (32 - Int(count)))
  }

  /// base^exponent mod modulus for an input of three lengths and three numbers; missing bytes count as zero.
  ///
  /// - Returns: as many bytes as the modulus has; all zero if the modulus is zero; nil if a length is beyond what any gas limit pays for.
  public static func evaluate(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    let (baseLength, exponentLength, modulusLength) = lengths(input)
    if modulusLength.isZero { return [] }
    guard let base = length(baseLength, upTo: maximumByteCount), let modulus = length(modulusLength, upTo: maximumByteCount),
      let exponent = length(exponentLength, upTo: 1 << 40)
    else { return nil }
    return power(
      base: padded(input, at: 96, count: base),
      exponent: Exponent(stored(input, at: 96 + base, count: exponent), count: exponent),
      modulus: padded(input, at: 96 + base + exponent, count: modulus))
  }

  /// base^exponent mod modulus, all big-endian and of any length; 0^0 is 1.
  ///
  /// - Returns: as many bytes as `modulus` has; all zero if the modulus is zero or one.
  public static func power(base: [UInt8], exponent: [UInt8], modulus: [UInt8]) -> [UInt8] {
    exponent.withUnsafeBytes { power(base: base, exponent: Exponent($0, count: $0.count), modulus: modulus) }
  }

  private static func power(base: [UInt8], exponent: Exponent, modulus: [UInt8]) -> [UInt8] {
    ModExpWorkspace(base: base, exponent: exponent, modulus: modulus).power()
  }

  private static func length(_ value: U256, upTo limit: Int) -> Int? {
    guard let value = value.asUInt64, value <= UInt64(limit) else { return nil }
    return Int(value)
  }

  /// The part of the input that is there of `count` bytes at an offset.
  private static func stored(_ input: UnsafeRawBufferPointer, at offset: Int, count: Int) -> UnsafeRawBufferPointer {
    guard offset < input.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: input[offset..<min(offset + count, input.count)])
  }

  private static func padded(_ input: UnsafeRawBufferPointer, at offset: Int, count: Int) -> [UInt8] {
    let bytes = stored(input, at: offset, count: count)
    return [UInt8](bytes) + [UInt8](repeating: 0, count: count - bytes.count)
  }

  private static func word(_ input: UnsafeRawBufferPointer, at offset: Int) -> U256 {
    U256(bigEndian: padded(input, at: offset, count: 32)) ?? .zero
  }
}
