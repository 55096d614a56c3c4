internal import Crypto

extension NodeKey {
  /// The key that the reference makes of a master key. **Unsafe**: at most 2^31 - 2 different keys exist, and whoever knows the
  /// master key, which is often an address, knows the key. Only for nodes whose name people have written down.
  ///
  /// SHA-1 of the text, seven of its bytes as the seed of Go's `math/rand`, 32 bytes of that as the seed of the key.
  /// Source: `generateKeyPair` in the reference's go-p2p.
  ///
  /// - Parameter masterKey: The configured text; the reference's default is `ip:port` of the listen address.
  public init(insecureReferenceMasterKey masterKey: String) {
    let digest = [UInt8](Insecure.SHA1.hash(data: [UInt8](masterKey.utf8)))
    let number = digest[13..<20].reduce(Int64(0)) { $0 << 8 | Int64($1) }
    var random = GoRandom(seed: number)
    guard let key = try? NodeKey(seed: random.bytes(Self.seedByteCount)) else { preconditionFailure("a seed has 32 bytes") }
    self = key
  }
}
