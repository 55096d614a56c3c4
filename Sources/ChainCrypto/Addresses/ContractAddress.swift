public import Primitives

/// Where a new contract lives.
public enum ContractAddress {
  /// The address of a contract made by CREATE or by a creating action: the last 20 bytes of Keccak-256(rlp([creator, nonce])).
  ///
  /// Source: Ethereum Yellow Paper, section 7.
  public static func create(creator: Address, nonce: UInt64) -> Address {
    Address(Keccak256.hash160(RLP.encode(.list([.address(creator), .integer(U256(nonce))]))))
  }

  /// The address of a contract made by CREATE2: the last 20 bytes of Keccak-256(0xff ‖ creator ‖ salt ‖ Keccak-256(code)).
  ///
  /// Source: EIP-1014.
  ///
  /// - Parameter initCodeHash: the Keccak-256 of the creation code.
  public static func create2(creator: Address, salt: Hash256, initCodeHash: Hash256) -> Address {
    var hasher = Keccak256()
    hasher.update([0xff])
    creator.hash.withUnsafeBytes { hasher.update($0) }
    hasher.update(salt)
    hasher.update(initCodeHash)
    return Address(Hash160(lastBytesOf: hasher.finalize()))
  }
}
