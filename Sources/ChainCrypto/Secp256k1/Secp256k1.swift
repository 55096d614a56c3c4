import CSecp256k1
public import Primitives

/// Operations of ECDSA over secp256k1 that belong to no key: recovery, and the rules for signatures.
public enum Secp256k1 {
  /// The order of the group.
  public static let order = U256(
    w0: 0xbfd2_5e8c_d036_4141, w1: 0xbaae_dce6_af48_a03b, w2: 0xffff_ffff_ffff_fffe, w3: 0xffff_ffff_ffff_ffff)

  /// The number of bytes of a signature: r ‖ s ‖ v.
  public static let signatureByteCount = 65

  /// The key that made a signature of 65 bytes r ‖ s ‖ v, v from 0 to 3; nil if there is none.
  ///
  /// A high s is accepted: recovery answers who signed, not whether a chain accepts the form.
  public static func recover(digest: Hash256, signature: [UInt8]) -> PublicKey? {
    guard signature.count == signatureByteCount else { return nil }
    return signature.withUnsafeBytes { bytes in
      recover(digest: digest, compact: bytes, recoveryID: bytes[64])
    }
  }

  /// The key that made the signature (r, s); nil if there is none, or if r or s is zero or not below the order.
  ///
  /// This is what the EVM's precompile 1 needs: high s is allowed, as ever since Frontier.
  ///
  /// - Parameter recoveryID: v less 27: bit 0 is the parity of the nonce point's Y, bit 1 says that its X was not below the order.
  public static func recover(digest: Hash256, r: U256, s: U256, recoveryID: UInt8) -> PublicKey? {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
      r.storeBigEndian(into: buffer.baseAddress!)
      s.storeBigEndian(into: buffer.baseAddress! + 32)
      return recover(digest: digest, compact: UnsafeRawBufferPointer(buffer), recoveryID: recoveryID)
    }
  }

  private static func recover(digest: Hash256, compact: UnsafeRawBufferPointer, recoveryID: UInt8) -> PublicKey? {
    guard recoveryID < 4, compact.count >= 64, let start = compact.baseAddress else { return nil }
    let context = SharedContext.verification.pointer
    var signature = secp256k1_ecdsa_recoverable_signature()
    let numbers = start.assumingMemoryBound(to: UInt8.self)
    guard secp256k1_ecdsa_recoverable_signature_parse_compact(context, &signature, numbers, Int32(recoveryID)) == 1 else { return nil }
    var parsed = Bytes64()
    let status = digest.withUnsafeBytes { digest in
      parsed.withMutable(secp256k1_pubkey.self) { key in
        secp256k1_ecdsa_recover(context, key, &signature, digest.baseAddress!.assumingMemoryBound(to: UInt8.self))
      }
    }
    return status == 1 ? PublicKey(parsed: parsed) : nil
  }

  /// r ‖ s of a signature of the reference's form: 65 bytes, the last one 0 or 1; nil for any other form.
  static func wellFormed(_ signature: [UInt8]) -> Bytes64? {
    guard signature.count == signatureByteCount, signature[64] <= 1 else { return nil }
    return signature.withUnsafeBytes { Bytes64($0) }
  }

  /// Verifies r ‖ s against a parsed key. r and s must be below the order, s in its lower half, neither zero.
  static func verify(digest: Hash256, numbers: Bytes64, parsedKey: Bytes64) -> Bool {
    let context = SharedContext.verification.pointer
    var signature = secp256k1_ecdsa_signature()
    let parsed = numbers.withBytes {
      secp256k1_ecdsa_signature_parse_compact(context, &signature, $0.baseAddress!.assumingMemoryBound(to: UInt8.self))
    }
    guard parsed == 1 else { return false }
    return digest.withUnsafeBytes { digest in
      parsedKey.with(secp256k1_pubkey.self) { key in
        secp256k1_ecdsa_verify(context, &signature, digest.baseAddress!.assumingMemoryBound(to: UInt8.self), key)
      }
    } == 1
  }
}
