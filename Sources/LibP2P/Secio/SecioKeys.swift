internal import Crypto

/// What protects one direction of a secio channel.
struct SecioKeys: Sendable, Hashable {
  /// Bytes of the key for authentication codes, whatever the hash.
  static let macKeyByteCount = 20

  /// The cipher's first counter.
  var iv: [UInt8]
  /// The cipher's key.
  var cipherKey: [UInt8]
  /// The key of the authentication codes.
  var macKey: [UInt8]

  /// Both directions' keys, from the shared secret: `HMAC(secret, a || seed)` repeated, with `a = HMAC(secret, a)`.
  static func stretch(secret: [UInt8], suite: SecioSuite) -> (first: SecioKeys, second: SecioKeys) {
    let half = suite.cipher.ivByteCount + suite.cipher.keyByteCount + macKeyByteCount
    let output = stretched(secret: secret, hash: suite.hash, byteCount: 2 * half)
    return (SecioKeys(output[..<half], suite.cipher), SecioKeys(output[half..<2 * half], suite.cipher))
  }

  /// The stretched bytes.
  static func stretched(secret: [UInt8], hash: SecioHash, byteCount: Int) -> [UInt8] {
    let seed = [UInt8]("key expansion".utf8)
    let key = SymmetricKey(data: secret)
    func mac(_ data: [UInt8]) -> [UInt8] {
      switch hash {
      case .sha256: [UInt8](HMAC<SHA256>.authenticationCode(for: data, using: key))
      case .sha512: [UInt8](HMAC<SHA512>.authenticationCode(for: data, using: key))
      }
    }
    var output: [UInt8] = []
    var state = mac(seed)
    while output.count < byteCount {
      output += mac(state + seed)
      state = mac(state)
    }
    return [UInt8](output[..<byteCount])
  }

  /// Given keys.
  init(iv: [UInt8], cipherKey: [UInt8], macKey: [UInt8]) {
    self.iv = iv
    self.cipherKey = cipherKey
    self.macKey = macKey
  }

  private init(_ bytes: ArraySlice<UInt8>, _ cipher: SecioCipher) {
    let keyStart = bytes.startIndex + cipher.ivByteCount
    let macStart = keyStart + cipher.keyByteCount
    iv = [UInt8](bytes[..<keyStart])
    cipherKey = [UInt8](bytes[keyStart..<macStart])
    macKey = [UInt8](bytes[macStart...])
  }
}
