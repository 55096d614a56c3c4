extension EVMRules {
  /// Spurious Dragon, November 2016: EXP (EIP-160), empty accounts (EIP-161), the code size limit (EIP-170).
  public static let spuriousDragon = tangerineWhistle.changed { rules in
    rules.expByteGas = 50
    rules.newAccountCharge = .whenEmptyAndPaid
    rules.selfDestructCharge = .whenEmptyAndPaid
    rules.ignoresEmptyCallsToMissing = true
    rules.newContractNonce = 1
    rules.maxCodeSize = 24_576
  }
}
