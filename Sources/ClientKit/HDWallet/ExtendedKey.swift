public import ChainCrypto
import Crypto
import Primitives

/// A private key from which further ones come (BIP-32, over secp256k1).
public struct ExtendedKey: Sendable {
  /// The key itself.
  public let key: PrivateKey
  private let chainCode: SecretBytes

  /// The first key of a seed.
  public init(seed: SecretBytes) throws(KeyError) {
    try self.init(seed.withBytes { Self.hmac(key: Array("Bitcoin seed".utf8), $0) }, adding: .zero)
  }

  /// The key whose number is the first half of 64 bytes plus another number, modulo the order.
  private init(_ bytes: SecretBytes, adding parent: U256) throws(KeyError) {
    let (number, code) = bytes.withBytes { bytes in
      (U256(bigEndianBytes: UnsafeRawBufferPointer(rebasing: bytes[..<32])), SecretBytes(bytes[32...]))
    }
    // Happens once in 2^127 keys; the standard then takes the next number, which this program leaves to its user.
    guard number < Secp256k1.order else { throw .privateKeyNotBelowOrder }
    var sum = number.addmod(parent, Secp256k1.order).bigEndianBytes
    defer { SecretBytes.wipe(&sum) }
    key = try PrivateKey(sum)
    chainCode = code
  }

  private static func hmac(key: [UInt8], _ data: UnsafeRawBufferPointer) -> SecretBytes {
    SecretBytes(Array(HMAC<SHA512>.authenticationCode(for: Array(data), using: SymmetricKey(data: key))))
  }

  /// The key of a number below this one.
  public func child(_ step: DerivationPath.Step) throws(KeyError) -> ExtendedKey {
    var data: [UInt8]
    var own = key.bytes
    defer { SecretBytes.wipe(&own) }
    if step.isHardened {
      data = [0] + own
    } else {
      let point = key.publicKey.bytes
      data = [point[64] & 1 == 0 ? 2 : 3] + point[1...32]
    }
    defer { SecretBytes.wipe(&data) }
    data += (0..<4).map { UInt8(truncatingIfNeeded: step.number >> (24 - 8 * $0)) }
    let bytes = data.withUnsafeBytes { Self.hmac(key: chainCode.bytes, $0) }
    return try ExtendedKey(bytes, adding: U256(bigEndian: own) ?? .zero)
  }

  /// The key at the end of a path.
  public func descendant(_ path: DerivationPath) throws(KeyError) -> ExtendedKey {
    var key = self
    for step in path.steps { key = try key.child(step) }
    return key
  }
}
