public import ChainCrypto
public import Primitives
internal import TestSupport

/// Private keys for tests.
public enum TestKeys {
  /// The keys of all accounts that act in the recorded chains, by address.
  public static func recorded() throws -> [Address: PrivateKey] {
    var keys: [Address: PrivateKey] = [:]
    for entry in try GoldenData.section("keys").array {
      let key = try PrivateKey(try entry.hex("privateKey"))
      keys[key.publicKey.address] = key
    }
    return keys
  }

  /// The key with a number: always the same for the same number.
  public static func numbered(_ number: Int) -> PrivateKey {
    // Keccak-256 gives no number outside the curve's order for any of the few numbers that tests use.
    let secret = Keccak256.hash(Array("iotex-swift test key \(number)".utf8))
    guard let key = try? PrivateKey(secret.bytes) else { preconditionFailure("the hash of test key \(number) is a valid secret") }
    return key
  }
}
