extension EVMRules {
  /// Berlin, April 2021: access sets (EIP-2929, 2930) and the price of modular exponentiation (EIP-2565).
  public static let berlin = istanbul.changed { rules in
    rules.opcodes.reprice(.sload, .balance, .extCodeSize, .extCodeCopy, .extCodeHash, gas: 100)
    rules.opcodes.reprice(.call, .callCode, .delegateCall, .staticCall, gas: 100)
    rules.chargesColdAccess = true
    rules.precompilePrices.modExpFollowsEIP2565 = true
  }
}
