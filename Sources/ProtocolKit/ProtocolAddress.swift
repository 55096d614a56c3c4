internal import ChainCrypto
public import Primitives

/// The address of a protocol: the last 20 bytes of the Keccak-256 of its name.
///
/// Receipts carry it as their contract address, and protocols derive the keys of their records from it.
public enum ProtocolAddress {
  /// The address of the protocol with this name, such as "account".
  public static func address(of name: String) -> Address {
    Address(Keccak256.hash160(Array(name.utf8)))
  }
}
