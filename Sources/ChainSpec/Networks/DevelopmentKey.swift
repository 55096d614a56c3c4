public import Primitives

/// The key of the network ``Network/dev``: it produces the blocks and owns a billion IOTX there.
///
/// It is public. Never use it anywhere else: whatever it owns on another network, anybody can take.
public enum DevelopmentKey {
  /// The private key in hexadecimal: Keccak-256 of `iotex-swift development key, never use it elsewhere`.
  public static let privateKey = "e3748c11e07245e2d079bd4d92f37ea682984f5fef84ddf65f1e448bcc602985"

  /// Its address.
  public static let address = EmbeddedAddresses.list("io1ew859s3hjus72sr0rxjackxtkep0vsm2l2047y")[0]
}
