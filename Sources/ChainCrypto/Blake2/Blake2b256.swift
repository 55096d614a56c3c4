public import Primitives

/// BLAKE2b with a 32-byte digest and no key; consensus votes of the reference are hashed with it. Source: RFC 7693.
public enum Blake2b256 {
  /// The hash of a whole message.
  public static func hash(_ bytes: [UInt8]) -> Hash256 {
    var state = Blake2bCompression(h: Blake2bCompression.initialVector)
    // Digest length 32, no key, fanout and depth 1.
    state.h[0] ^= 0x0101_0020
    bytes.withUnsafeBytes { message in
      var offset = 0
      while message.count - offset > 128 {
        state.compress(message.baseAddress! + offset, low: UInt64(offset + 128), high: 0, isLast: false, rounds: 12)
        offset += 128
      }
      var last = InlineArray<16, UInt64>(repeating: 0)
      withUnsafeMutableBytes(of: &last) { block in
        block.copyMemory(from: UnsafeRawBufferPointer(rebasing: message[offset...]))
        state.compress(block.baseAddress!, low: UInt64(message.count), high: 0, isLast: true, rounds: 12)
      }
    }
    return withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { digest in
      for index in 0..<4 { digest.storeBytes(of: state.h[index].littleEndian, toByteOffset: 8 * index, as: UInt64.self) }
      return Hash256(UnsafeRawBufferPointer(digest))
    }
  }
}
