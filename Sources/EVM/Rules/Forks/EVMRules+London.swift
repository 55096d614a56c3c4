extension EVMRules {
  /// London, August 2021: BASEFEE (EIP-3198), lower refunds (EIP-3529), no code beginning with 0xef (EIP-3541).
  public static let london = berlin.changed { rules in
    rules.opcodes.define(.baseFee, gas: 2, takes: 0, gives: 1)
    rules.storage = .net3529
    rules.selfDestructRefund = 0
    rules.rejectsCodeBeginningWithEF = true
  }
}
