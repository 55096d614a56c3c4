/// The channel after a secio handshake: frames of a 32-bit big-endian length, ciphertext, and the ciphertext's HMAC.
///
/// Source: the reference's go-libp2p-secio. Frames have no numbers: what keeps them in order is the running key stream.
public struct SecioSession: SecureSession {
  /// The most plaintext that this side puts into a frame, in bytes. The reference takes 8 MiB.
  public static let longestPlaintext = 1 << 16
  /// The longest frame that is accepted, in bytes behind its length. The reference writes what yamux gives it at once, which
  /// is at most one stream's window (1 MiB).
  public static let longestFrame = 1 << 21

  private struct Direction: Sendable {
    var keystream: Keystream
    let mac: SecioMAC

    init?(_ keys: SecioKeys, _ suite: SecioSuite) {
      guard let keystream = Keystream(suite.cipher, key: keys.cipherKey, iv: keys.iv) else { return nil }
      self.keystream = keystream
      mac = SecioMAC(suite.hash, key: keys.macKey)
    }
  }

  private let macByteCount: Int
  private var sending: Direction
  private var receiving: Direction
  private var assembler: FrameAssembler
  private var isBroken = false

  /// A channel; nil if the keys do not fit the suite.
  init?(suite: SecioSuite, sending: SecioKeys, receiving: SecioKeys) {
    guard let sending = Direction(sending, suite), let receiving = Direction(receiving, suite) else { return nil }
    macByteCount = suite.hash.byteCount
    self.sending = sending
    self.receiving = receiving
    assembler = FrameAssembler(lengthByteCount: 4, minimum: suite.hash.byteCount, maximum: Self.longestFrame)
  }

  /// Appends frames of at most 64 KiB of plaintext each.
  ///
  /// - Throws: `closed`.
  public mutating func seal(_ plaintext: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SecureChannelError) {
    guard !isBroken else { throw .closed }
    var start = 0
    while start < plaintext.count {
      let end = min(plaintext.count, start + Self.longestPlaintext)
      let length = UInt32(end - start + macByteCount)
      withUnsafeBytes(of: length.bigEndian) { output.append(contentsOf: $0) }
      let ciphertext = output.count
      output.append(contentsOf: plaintext[start..<end])
      try sending.keystream.apply(to: &output, from: ciphertext)
      sending.mac.append(to: &output, from: ciphertext)
      start = end
    }
  }

  /// Appends the plaintext of complete frames.
  ///
  /// - Throws: `frameTooLong`, `frameTooShort`, `authenticationFailed`, `closed`.
  public mutating func open(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SecureChannelError) {
    guard !isBroken else { throw .closed }
    isBroken = true
    var rest = input
    while let frame = try assembler.next(&rest) {
      switch frame {
      case .inPlace(let body): try open(body: body, into: &output)
      case .assembled(let bytes):
        try open(assembled: bytes, into: &output)
        assembler.recycle(bytes)
      }
    }
    isBroken = false
  }

  private mutating func open(body: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SecureChannelError) {
    let boundary = body.count - macByteCount
    let ciphertext = UnsafeRawBufferPointer(rebasing: body[..<boundary])
    guard receiving.mac.isValid(UnsafeRawBufferPointer(rebasing: body[boundary...]), for: ciphertext) else { throw .authenticationFailed }
    let start = output.count
    output.append(contentsOf: ciphertext)
    try receiving.keystream.apply(to: &output, from: start)
  }

  private mutating func open(assembled bytes: [UInt8], into output: inout [UInt8]) throws(SecureChannelError) {
    let result: Result<Void, SecureChannelError> = bytes.withUnsafeBytes { buffer in
      do throws(SecureChannelError) {
        return .success(try open(body: UnsafeRawBufferPointer(rebasing: buffer[4...]), into: &output))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}
