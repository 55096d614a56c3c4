internal import Crypto

/// The running hash and chaining key of a Noise handshake, and the key that its messages are encrypted under.
///
/// Source: the Noise protocol framework, revision 34, section 5.
struct NoiseSymmetricState: Sendable {
  /// 32 bytes as it happens, so the hash starts with the name itself.
  private static let protocolName = [UInt8]("Noise_XX_25519_ChaChaPoly_SHA256".utf8)

  /// The hash of everything so far.
  private(set) var hash: [UInt8]
  private var chainingKey: [UInt8]
  private var cipher: NoiseCipher?

  /// The state before the first message.
  init(prologue: [UInt8]) {
    hash = Self.protocolName
    chainingKey = Self.protocolName
    mixHash(prologue)
  }

  /// Takes something into the hash.
  mutating func mixHash(_ data: [UInt8]) {
    var hasher = SHA256()
    hasher.update(data: hash)
    hasher.update(data: data)
    hash = [UInt8](hasher.finalize())
  }

  /// Takes a shared secret into the chaining key; what follows is encrypted.
  mutating func mixKey(_ input: SharedSecret) {
    let (first, second) = derive(input.withUnsafeBytes { [UInt8]($0) })
    chainingKey = first
    cipher = NoiseCipher(key: second)
  }

  /// The ciphertext, or the plaintext itself before there is a key.
  ///
  /// - Throws: `exhausted`.
  mutating func encryptAndHash(_ plaintext: [UInt8]) throws(SecureChannelError) -> [UInt8] {
    guard var cipher else {
      mixHash(plaintext)
      return plaintext
    }
    var output: [UInt8] = []
    let result: Result<Void, SecureChannelError> = plaintext.withUnsafeBytes { bytes in
      do throws(SecureChannelError) {
        return .success(try cipher.seal(bytes, authenticating: hash, into: &output))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    self.cipher = cipher
    mixHash(output)
    return output
  }

  /// The plaintext.
  ///
  /// - Throws: `frameTooShort`, `authenticationFailed`.
  mutating func decryptAndHash(_ ciphertext: [UInt8]) throws(SecureChannelError) -> [UInt8] {
    guard var cipher else {
      mixHash(ciphertext)
      return ciphertext
    }
    var output: [UInt8] = []
    let result: Result<Void, SecureChannelError> = ciphertext.withUnsafeBytes { bytes in
      do throws(SecureChannelError) {
        return .success(try cipher.open(bytes, authenticating: hash, into: &output))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    self.cipher = cipher
    mixHash(ciphertext)
    return output
  }

  /// The keys of the two directions: the initiator's first.
  func split() -> (NoiseCipher, NoiseCipher) {
    let (first, second) = derive([])
    return (NoiseCipher(key: first), NoiseCipher(key: second))
  }

  /// HKDF with two outputs.
  private func derive(_ input: [UInt8]) -> ([UInt8], [UInt8]) {
    let secret = SymmetricKey(data: Self.mac(chainingKey, input))
    let first = [UInt8](HMAC<SHA256>.authenticationCode(for: [1] as [UInt8], using: secret))
    let second = [UInt8](HMAC<SHA256>.authenticationCode(for: first + [2], using: secret))
    return (first, second)
  }

  private static func mac(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
    [UInt8](HMAC<SHA256>.authenticationCode(for: data, using: SymmetricKey(data: key)))
  }
}
