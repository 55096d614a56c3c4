/// RIPEMD-160, the EVM's precompile 3.
///
/// Source: H. Dobbertin, A. Bosselaers, B. Preneel, "RIPEMD-160: A Strengthened Version of RIPEMD" (1996), appendix A.
public enum Ripemd160 {
  /// The number of bytes of a digest.
  public static let byteCount = 20

  /// The digest of a whole message, 20 bytes.
  public static func hash(_ message: UnsafeRawBufferPointer) -> [UInt8] {
    var state = Ripemd160State()
    var offset = 0
    while message.count - offset >= 64 {
      state.compress(UnsafeRawBufferPointer(rebasing: message[offset..<offset + 64]))
      offset += 64
    }
    // The rest, 0x80, zeros and the length in bits make one or two more blocks.
    var last = InlineArray<16, UInt64>(repeating: 0)
    withUnsafeMutableBytes(of: &last) { block in
      let rest = message.count - offset
      block.copyMemory(from: UnsafeRawBufferPointer(rebasing: message[offset...]))
      block[rest] = 0x80
      let end = rest < 56 ? 64 : 128
      block.storeBytes(of: (UInt64(message.count) &* 8).littleEndian, toByteOffset: end - 8, as: UInt64.self)
      for start in stride(from: 0, to: end, by: 64) { state.compress(UnsafeRawBufferPointer(rebasing: block[start..<start + 64])) }
    }
    return state.digest
  }

  /// The digest of a whole message, 20 bytes.
  public static func hash(_ message: [UInt8]) -> [UInt8] { message.withUnsafeBytes { hash($0) } }
}
