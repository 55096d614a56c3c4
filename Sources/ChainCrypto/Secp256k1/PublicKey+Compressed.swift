import CSecp256k1

/// Compressed points, which libp2p's identities use. The chain itself refuses them.
extension PublicKey {
  /// The number of bytes of a compressed point.
  public static let compressedByteCount = 33

  /// The key in compressed (33 bytes: 0x02 or 0x03, X) or uncompressed form (65 bytes); nil for anything else.
  public init?(compressedOrNot bytes: [UInt8]) {
    if bytes.count == Self.byteCount {
      guard let key = try? PublicKey(bytes) else { return nil }
      self = key
      return
    }
    guard bytes.count == Self.compressedByteCount else { return nil }
    var parsed = Bytes64()
    let status = parsed.withMutable(secp256k1_pubkey.self) { key in
      secp256k1_ec_pubkey_parse(SharedContext.verification.pointer, key, bytes, bytes.count)
    }
    guard status == 1 else { return nil }
    self.init(parsed: parsed)
  }

  /// 33 bytes: 0x02 for an even Y or 0x03 for an odd one, then X.
  public var compressedBytes: [UInt8] {
    let bytes = bytes
    return [0x02 | bytes[Self.byteCount - 1] & 1] + bytes[1..<33]
  }
}
