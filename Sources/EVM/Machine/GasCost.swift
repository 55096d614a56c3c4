/// Prices that no fork has changed, in gas. Source: Ethereum Yellow Paper, appendix G, and the EIPs named.
enum GasCost {
  /// Each word that a copying instruction copies.
  static let copyWord: Int64 = 3
  /// Each word that KECCAK256 hashes.
  static let keccakWord: Int64 = 6
  /// Each byte of a log.
  static let logByte: Int64 = 8
  /// Each byte of stored code.
  static let codeByte: Int64 = 200
  /// A call that sends value.
  static let callValue: Int64 = 9_000
  /// What a call that sends value gives the callee on top.
  static let callStipend: Int64 = 2_300
  /// A call or SELFDESTRUCT that makes an account.
  static let newAccount: Int64 = 25_000
  /// First use of an account, where `chargesColdAccess` (EIP-2929).
  static let coldAccount: Int64 = 2_600
  /// Further use of an account (EIP-2929); the static price of the instructions.
  static let warmAccess: Int64 = 100
  /// First use of a slot (EIP-2929).
  static let coldSlot: Int64 = 2_100
}
