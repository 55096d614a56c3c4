internal import Crypto
internal import FoundationEssentials

/// One direction's key and message counter: ChaCha20-Poly1305 with the counter as nonce.
///
/// Source: the Noise protocol framework, revision 34, sections 5.1 and 12.3.
struct NoiseCipher: Sendable {
  /// The bytes of an authentication tag.
  static let tagByteCount = 16

  private let key: SymmetricKey
  private var counter: UInt64 = 0

  /// A cipher that has sent nothing.
  init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// Appends ciphertext and tag.
  ///
  /// - Throws: `exhausted` after 2^64 - 1 messages.
  mutating func seal(
    _ plaintext: UnsafeRawBufferPointer, authenticating data: [UInt8] = [], into output: inout [UInt8]
  ) throws(SecureChannelError) {
    let nonce = try nextNonce()
    guard let box = try? ChaChaPoly.seal(plaintext, using: key, nonce: nonce, authenticating: data) else { throw .exhausted }
    // The box begins with the nonce.
    output.append(contentsOf: box.combined.dropFirst(12))
  }

  /// Appends the plaintext of ciphertext and tag.
  ///
  /// - Throws: `frameTooShort`, `authenticationFailed`, `exhausted`.
  mutating func open(
    _ ciphertext: UnsafeRawBufferPointer, authenticating data: [UInt8] = [], into output: inout [UInt8]
  ) throws(SecureChannelError) {
    guard ciphertext.count >= Self.tagByteCount else { throw .frameTooShort(ciphertext.count) }
    let nonce = try nextNonce()
    let boundary = ciphertext.count - Self.tagByteCount
    let content = UnsafeRawBufferPointer(rebasing: ciphertext[..<boundary])
    let tag = UnsafeRawBufferPointer(rebasing: ciphertext[boundary...])
    guard let box = try? ChaChaPoly.SealedBox(nonce: nonce, ciphertext: content, tag: tag),
      let plaintext = try? ChaChaPoly.open(box, using: key, authenticating: data)
    else { throw .authenticationFailed }
    output.append(contentsOf: plaintext)
  }

  /// Four zero bytes and the counter in little-endian order.
  private mutating func nextNonce() throws(SecureChannelError) -> ChaChaPoly.Nonce {
    // The last value is reserved.
    guard counter < .max else { throw .exhausted }
    let value = counter.littleEndian
    counter += 1
    var bytes: (UInt32, UInt32, UInt32) = (0, UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32))
    let nonce = withUnsafeBytes(of: &bytes) { try? ChaChaPoly.Nonce(data: $0) }
    guard let nonce else { throw .exhausted }
    return nonce
  }
}
