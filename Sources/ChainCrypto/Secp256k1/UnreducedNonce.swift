/// Nonces for digests that are not below the order of the group.
///
/// RFC 6979 hashes the private key with the digest reduced by the order. The library inside the reference node (secp256k1 of
/// go-ethereum 1.8.16) did not reduce, the current libsecp256k1 does; for all other digests, which is all but one in 2^128, both
/// agree. To sign such a digest as the reference does, this gives the nonce made from the unreduced digest.
/// Source: RFC 6979, section 3.2, and golden vector `signatures` with the digest ff…ff.
enum UnreducedNonce {
  /// The nonce that is tried after `attempt` unusable ones.
  static func nonce(key: [UInt8], digest: [UInt8], attempt: UInt32) -> [UInt8] {
    let seed = key + digest
    var value = [UInt8](repeating: 0x01, count: 32)
    var secret = [UInt8](repeating: 0x00, count: 32)
    for step: UInt8 in [0, 1] {
      secret = SHA256.authenticate(value + [step] + seed, key: secret)
      value = SHA256.authenticate(value, key: secret)
    }
    value = SHA256.authenticate(value, key: secret)
    for _ in 0..<attempt {
      secret = SHA256.authenticate(value + [0], key: secret)
      value = SHA256.authenticate(value, key: secret)
      value = SHA256.authenticate(value, key: secret)
    }
    return value
  }
}
