/// The channel after a Noise handshake: frames of a 16-bit big-endian length, ciphertext and tag.
///
/// Source: libp2p's Noise specification.
public struct NoiseSession: SecureSession {
  /// The most plaintext that a frame holds, in bytes.
  public static let longestPlaintext = 65_535 - NoiseCipher.tagByteCount

  private var sending: NoiseCipher
  private var receiving: NoiseCipher
  private var assembler = FrameAssembler(lengthByteCount: 2, minimum: NoiseCipher.tagByteCount, maximum: 65_535)
  private var isBroken = false

  /// A channel with the ciphers of a handshake.
  init(sending: NoiseCipher, receiving: NoiseCipher) {
    self.sending = sending
    self.receiving = receiving
  }

  /// Appends frames of at most 65,519 bytes of plaintext each.
  ///
  /// - Throws: `exhausted`.
  public mutating func seal(_ plaintext: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SecureChannelError) {
    guard !isBroken else { throw .closed }
    var start = 0
    while start < plaintext.count {
      let end = min(plaintext.count, start + Self.longestPlaintext)
      let length = end - start + NoiseCipher.tagByteCount
      output.append(UInt8(truncatingIfNeeded: length >> 8))
      output.append(UInt8(truncatingIfNeeded: length))
      try sending.seal(UnsafeRawBufferPointer(rebasing: plaintext[start..<end]), into: &output)
      start = end
    }
  }

  /// Appends the plaintext of complete frames.
  ///
  /// - Throws: `frameTooShort`, `authenticationFailed`, `exhausted`, `closed`.
  public mutating func open(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SecureChannelError) {
    guard !isBroken else { throw .closed }
    isBroken = true
    var rest = input
    while let frame = try assembler.next(&rest) {
      switch frame {
      case .inPlace(let body): try receiving.open(body, into: &output)
      case .assembled(let bytes):
        try open(assembled: bytes, into: &output)
        assembler.recycle(bytes)
      }
    }
    isBroken = false
  }

  private mutating func open(assembled bytes: [UInt8], into output: inout [UInt8]) throws(SecureChannelError) {
    let result: Result<Void, SecureChannelError> = bytes.withUnsafeBytes { buffer in
      do throws(SecureChannelError) {
        return .success(try receiving.open(UnsafeRawBufferPointer(rebasing: buffer[2...]), into: &output))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}
