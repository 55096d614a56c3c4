extension EVMRules {
  /// Shanghai, April 2023: PUSH0 (EIP-3855) and the limit and price of init code (EIP-3860).
  public static let shanghai = paris.changed { rules in
    rules.opcodes.define(.push0, gas: 2, takes: 0, gives: 1)
    rules.maxInitCodeSize = 49_152
    rules.initCodeWordGas = 2
  }
}
