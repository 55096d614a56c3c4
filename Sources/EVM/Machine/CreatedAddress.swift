import ChainCrypto
import Primitives

/// Where new contracts live.
enum CreatedAddress {
  /// CREATE: the last 20 bytes of keccak256(rlp([creator, nonce])).
  static func create(_ creator: Address, nonce: UInt64) -> Address {
    ContractAddress.create(creator: creator, nonce: nonce)
  }

  /// CREATE2: the last 20 bytes of keccak256(0xff, creator, salt, keccak256(init code)) (EIP-1014).
  static func create2(_ creator: Address, salt: U256, code: UnsafeRawBufferPointer) -> Address {
    ContractAddress.create2(creator: creator, salt: Hash256(salt), initCodeHash: Keccak256.hash(code))
  }
}
