import ChainCrypto
import Primitives

/// Where new contracts live.
enum CreatedAddress {
  /// CREATE: the last 20 bytes of keccak256(rlp([creator, nonce])).
  static func create(_ creator: Address, nonce: UInt64) -> Address {
    // Written out, because contracts that create contracts do it often: a list of a 20-byte string and a number.
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { bytes in
      let nonceSize = nonce < 0x80 ? 0 : 8 - nonce.leadingZeroBitCount / 8
      bytes[0] = 0xc0 + UInt8(22 + nonceSize)
      bytes[1] = 0x94
      creator.hash.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: bytes[2...]).copyMemory(from: $0) }
      bytes[22] = nonceSize == 0 ? (nonce == 0 ? 0x80 : UInt8(nonce)) : 0x80 + UInt8(nonceSize)
      for index in 0..<nonceSize { bytes[22 + nonceSize - index] = UInt8(truncatingIfNeeded: nonce >> (8 * UInt64(index))) }
      let message = UnsafeRawBufferPointer(rebasing: bytes[..<(23 + nonceSize)])
      return Address(Keccak256.hash160(message))
    }
  }

  /// CREATE2: the last 20 bytes of keccak256(0xff, creator, salt, keccak256(init code)) (EIP-1014).
  static func create2(_ creator: Address, salt: U256, code: UnsafeRawBufferPointer) -> Address {
    ContractAddress.create2(creator: creator, salt: Hash256(salt), initCodeHash: Keccak256.hash(code))
  }
}
