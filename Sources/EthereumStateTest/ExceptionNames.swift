import EVM

/// The names that test files have for reasons to refuse a transaction.
enum ExceptionNames {
  /// For what cannot be encoded as a transaction at all.
  static let notEncodable = "TransactionException.RLP_INVALID_VALUE"

  /// The name of a reason.
  static func name(of reason: InvalidTransaction) -> String {
    let name =
      switch reason {
      case .kindNotSupported: "TYPE_NOT_SUPPORTED"
      case .wrongNonce: "NONCE_MISMATCH"
      case .nonceIsMax: "NONCE_IS_MAX"
      case .senderNotEOA: "SENDER_NOT_EOA"
      case .insufficientFunds: "INSUFFICIENT_ACCOUNT_FUNDS"
      case .intrinsicGasTooLow: "INTRINSIC_GAS_TOO_LOW"
      case .gasAllowanceExceeded: "GAS_ALLOWANCE_EXCEEDED"
      case .maxFeeBelowBaseFee: "INSUFFICIENT_MAX_FEE_PER_GAS"
      case .priorityAboveMaxFee: "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS"
      case .initCodeTooLarge: "INITCODE_SIZE_EXCEEDED"
      case .noBlobs: "TYPE_3_TX_ZERO_BLOBS"
      case .tooManyBlobs: "TYPE_3_TX_BLOB_COUNT_EXCEEDED"
      case .blobVersion: "TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH"
      case .blobCreation: "TYPE_3_TX_CONTRACT_CREATION"
      case .maxBlobFeeTooLow: "INSUFFICIENT_MAX_FEE_PER_BLOB_GAS"
      case .noAuthorizations: "TYPE_4_EMPTY_AUTHORIZATION_LIST"
      case .setCodeCreation: "TYPE_4_TX_CONTRACT_CREATION"
      case .priceOverflow: "GASLIMIT_PRICE_PRODUCT_OVERFLOW"
      }
    return "TransactionException." + name
  }

  /// What is wrong with a refusal or its absence; `nil` if it is as expected.
  ///
  /// Files without `exception` may still hold transactions that are not valid: old ones say so by an unchanged state.
  static func compare(expected: String?, actual: String?) -> String? {
    guard let expected else { return nil }
    guard let actual else { return "accepted, expected \(expected)" }
    let names = expected.split(separator: "|").map(String.init)
    if names.contains(actual) { return nil }
    // "Before the fork" is how files call a kind that the fork does not know.
    if actual.hasSuffix("TYPE_NOT_SUPPORTED"), names.contains(where: { $0.hasSuffix("PRE_FORK") }) { return nil }
    return "refused with \(actual), expected \(expected)"
  }
}
