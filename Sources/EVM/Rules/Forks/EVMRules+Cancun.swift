extension EVMRules {
  /// Cancun, March 2024: transient storage (EIP-1153), blobs (EIP-4844, 7516), MCOPY (EIP-5656), SELFDESTRUCT (EIP-6780).
  public static let cancun = shanghai.changed { rules in
    rules.opcodes.define(.tload, gas: 100, takes: 1, gives: 1)
    rules.opcodes.define(.tstore, gas: 100, takes: 2, gives: 0)
    rules.opcodes.define(.mcopy, gas: 3, takes: 3, gives: 0)
    rules.opcodes.define(.blobHash, gas: 3, takes: 1, gives: 1)
    rules.opcodes.define(.blobBaseFee, gas: 2, takes: 0, gives: 1)
    rules.selfDestructsOnlyNewAccounts = true
    rules.precompiles.insert(.pointEvaluation)
  }
}
