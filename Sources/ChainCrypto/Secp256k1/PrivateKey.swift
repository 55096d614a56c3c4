import CSecp256k1
import Glibc
public import Primitives

/// A number that signs. Its bytes live in one place that is wiped when the last copy goes; ``bytes`` hands out a copy that the caller owns.
///
/// Source of the rules: the reference node's `pkg/keypair/secp256k1.go` and go-ethereum's `crypto.ToECDSA`.
public struct PrivateKey: Sendable {
  /// The number of bytes of a key.
  public static let byteCount = 32

  private let secret: Secret

  /// The point that verifies this key's signatures.
  public let publicKey: PublicKey

  /// The key with these 32 big-endian bytes, a number from 1 to the order less one.
  public init(_ bytes: [UInt8]) throws(KeyError) {
    guard bytes.count == Self.byteCount else { throw .privateKeyLength(bytes.count) }
    guard bytes.contains(where: { $0 != 0 }) else { throw .privateKeyIsZero }
    guard secp256k1_ec_seckey_verify(SharedContext.verification.pointer, bytes) == 1 else { throw .privateKeyNotBelowOrder }
    self.init(valid: bytes)
  }

  /// The key written as 64 hexadecimal digits, without 0x.
  public init(hex: String) throws(KeyError) {
    guard let bytes = try? Hex.decode(hex) else { throw .notHexadecimal }
    try self.init(bytes)
  }

  private init(valid bytes: [UInt8]) {
    secret = Secret(bytes)
    var parsed = Bytes64()
    // Derivation succeeds for every number that passed the range check.
    _ = parsed.withMutable(secp256k1_pubkey.self) { key in
      secp256k1_ec_pubkey_create(SharedContext.signing.pointer, key, bytes)
    }
    publicKey = PublicKey(parsed: parsed)
  }

  /// A new key from the operating system's generator.
  public static func random() -> PrivateKey {
    while true {
      var bytes = SystemRandomNumberGenerator.bytes32()
      defer { bytes.withUnsafeMutableBytes { explicit_bzero($0.baseAddress!, $0.count) } }
      // Fails with probability 2^-128.
      if secp256k1_ec_seckey_verify(SharedContext.verification.pointer, bytes) == 1 { return PrivateKey(valid: bytes) }
    }
  }

  /// A copy of the 32 bytes, which the caller should not keep longer than needed.
  public var bytes: [UInt8] { secret.withBytes { [UInt8]($0) } }

  /// The signature over a digest: 65 bytes r ‖ s ‖ v, v being 0 or 1, s in the lower half; the nonce is deterministic (RFC 6979).
  public func sign(_ digest: Hash256) -> [UInt8] {
    var signature = secp256k1_ecdsa_recoverable_signature()
    let nonce = U256(digest) < Secp256k1.order ? secp256k1_nonce_function_rfc6979 : unreducedNonce
    let status = digest.withUnsafeBytes { digest in
      secret.withBytes { secret in
        secp256k1_ecdsa_sign_recoverable(
          SharedContext.signing.pointer, &signature, digest.baseAddress!.assumingMemoryBound(to: UInt8.self),
          secret.baseAddress!.assumingMemoryBound(to: UInt8.self), nonce, nil)
      }
    }
    precondition(status == 1, "a key in range always finds a nonce")
    return [UInt8](unsafeUninitializedCapacity: 65) { buffer, count in
      var recovery: Int32 = 0
      _ = secp256k1_ecdsa_recoverable_signature_serialize_compact(
        SharedContext.verification.pointer, buffer.baseAddress!, &recovery, &signature)
      buffer[64] = UInt8(truncatingIfNeeded: recovery)
      count = 65
    }
  }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Names the key by its address, never by its bytes, so that logs and dumps hold no secret.
  public var description: String { "private key of \(publicKey.address)" }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// Hides the bytes from `dump` and string interpolation of enclosing values.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// ``UnreducedNonce`` in the shape that the library calls.
private let unreducedNonce: secp256k1_nonce_function = { nonce, digest, key, _, _, attempt in
  guard let nonce, let digest, let key else { return 0 }
  let bytes = UnreducedNonce.nonce(
    key: [UInt8](UnsafeBufferPointer(start: key, count: 32)), digest: [UInt8](UnsafeBufferPointer(start: digest, count: 32)),
    attempt: attempt)
  nonce.update(from: bytes, count: 32)
  return 1
}

/// 32 bytes that are overwritten before their memory is given back.
private final class Secret: @unchecked Sendable {
  // Written once in init and only read until deinit, so sharing is safe.
  private let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: PrivateKey.byteCount, alignment: 8)

  init(_ bytes: [UInt8]) { storage.copyBytes(from: bytes) }

  deinit {
    // Unlike an assignment, this is not optimised away.
    explicit_bzero(storage.baseAddress!, storage.count)
    storage.deallocate()
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { body(UnsafeRawBufferPointer(storage)) }
}
