/// Why a transaction cannot be part of a block. Nothing has changed, nobody pays.
public enum InvalidTransaction: String, Error, Sendable, Hashable, CaseIterable {
  /// The fork does not know the kind.
  case kindNotSupported
  /// The nonce is not the account's.
  case wrongNonce
  /// The nonce is 2^64 - 1 (EIP-2681).
  case nonceIsMax
  /// The sender has code (EIP-3607).
  case senderNotEOA
  /// The balance does not pay for value and gas.
  case insufficientFunds
  /// The gas limit is below the intrinsic gas, or below the floor of EIP-7623.
  case intrinsicGasTooLow
  /// The gas limit is above what the block has left.
  case gasAllowanceExceeded
  /// The most to be paid is below the base fee (EIP-1559).
  case maxFeeBelowBaseFee
  /// The tip is above the most to be paid (EIP-1559).
  case priorityAboveMaxFee
  /// The init code is too large (EIP-3860).
  case initCodeTooLarge
  /// A blob transaction without blobs (EIP-4844).
  case noBlobs
  /// More blobs than allowed (EIP-4844).
  case tooManyBlobs
  /// A blob's hash with an unknown version (EIP-4844).
  case blobVersion
  /// A blob transaction that creates a contract (EIP-4844).
  case blobCreation
  /// The most to be paid for blobs is below their base fee (EIP-4844).
  case maxBlobFeeTooLow
  /// A set-code transaction without authorizations (EIP-7702).
  case noAuthorizations
  /// A set-code transaction that creates a contract (EIP-7702).
  case setCodeCreation
  /// Gas times price does not fit 256 bits.
  case priceOverflow
}
