import CSecp256k1

/// The two contexts of libsecp256k1 that all callers share.
///
/// Sharing them without a lock is sound: after set-up the library only reads a context, whatever the operation
/// (secp256k1.h: a context is safe for simultaneous use unless it is passed as a non-const pointer).
struct SharedContext: @unchecked Sendable {
  /// The library's context, never changed after set-up.
  let pointer: OpaquePointer

  /// For parsing, verification and recovery.
  static let verification = SharedContext(pointer: make())

  /// For everything that touches a private key: blinded once with random bytes against side channels.
  /// Blinding does not change results: signatures stay deterministic.
  static let signing: SharedContext = {
    let context = make()
    let seed = SystemRandomNumberGenerator.bytes32()
    // The library returns 1 for every 32-byte seed.
    _ = secp256k1_context_randomize(context, seed)
    return SharedContext(pointer: context)
  }()

  private static func make() -> OpaquePointer {
    guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
      preconditionFailure("libsecp256k1 allocates its context or aborts")
    }
    return context
  }
}

extension SystemRandomNumberGenerator {
  /// 32 bytes from the operating system's generator (getrandom on Linux).
  static func bytes32() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes.withUnsafeMutableBytes { buffer in
      for offset in stride(from: 0, to: 32, by: 8) { buffer.storeBytes(of: generator.next(), toByteOffset: offset, as: UInt64.self) }
    }
    return bytes
  }
}
