extension EVMRules {
  /// Homestead, March 2016: EIP-2 and DELEGATECALL (EIP-7).
  public static let homestead = frontier.changed { rules in
    rules.opcodes.define(.delegateCall, gas: 40, takes: 6, gives: 1)
    rules.codeDeposit = .fails
  }
}
