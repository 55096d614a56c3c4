/// The EVM's precompile 9: the compression function F of BLAKE2b. Source: EIP-152.
public enum Blake2F {
  /// The only accepted number of input bytes: rounds (4, big-endian), h (64), m (128), t (16), f (1).
  public static let inputByteCount = 213

  /// The number of rounds that an input asks for, which is also its price in gas; nil if the input has another length.
  public static func rounds(_ input: UnsafeRawBufferPointer) -> UInt32? {
    guard input.count == inputByteCount else { return nil }
    return UInt32(bigEndian: input.loadUnaligned(as: UInt32.self))
  }

  /// The new chaining value, 64 bytes; nil if the input has another length than 213 or its last byte is neither 0 nor 1.
  ///
  /// Takes time in proportion to the number of rounds, up to 2^32 - 1: charge gas first.
  public static func compress(_ input: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let rounds = rounds(input), let start = input.baseAddress, input[212] <= 1 else { return nil }
    func word(_ offset: Int) -> UInt64 { UInt64(littleEndian: input.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    var state = Blake2bCompression(h: InlineArray { word(4 + 8 * $0) })
    state.compress(start + 68, low: word(196), high: word(204), isLast: input[212] == 1, rounds: rounds)
    return [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
      let output = UnsafeMutableRawBufferPointer(buffer)
      for index in 0..<8 { output.storeBytes(of: state.h[index].littleEndian, toByteOffset: 8 * index, as: UInt64.self) }
      count = 64
    }
  }
}
