public import ChainCrypto
internal import Primitives
internal import Synchronization

/// The keys of simulated nodes and users: always the same, made once.
public enum SimulationKeys {
  private static let cache = Mutex<[String: PrivateKey]>([:])

  /// The key of a node, with which it produces blocks and votes.
  public static func node(_ index: Int) -> PrivateKey { key("node \(index)") }

  /// The key of a user.
  public static func user(_ index: Int) -> PrivateKey { key("user \(index)") }

  /// A key that is no delegate's and has nothing.
  public static func outsider(_ index: Int) -> PrivateKey { key("outsider \(index)") }

  private static func key(_ name: String) -> PrivateKey {
    if let known = cache.withLock({ $0[name] }) { return known }
    // Keccak-256 gives no number outside the curve's order for any of the few names in use.
    let secret = Keccak256.hash(Array("iotex-swift simulation \(name)".utf8))
    guard let key = try? PrivateKey(secret.bytes) else { preconditionFailure("the hash of the name \(name) is a valid secret") }
    cache.withLock { $0[name] = key }
    return key
  }
}
