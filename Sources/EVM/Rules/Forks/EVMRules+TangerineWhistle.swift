extension EVMRules {
  /// Tangerine Whistle, October 2016: prices for access to the state (EIP-150).
  public static let tangerineWhistle = homestead.changed { rules in
    rules.opcodes.reprice(.extCodeSize, .extCodeCopy, gas: 700)
    rules.opcodes.reprice(.balance, gas: 400)
    rules.opcodes.reprice(.sload, gas: 200)
    rules.opcodes.reprice(.call, .callCode, .delegateCall, gas: 700)
    rules.opcodes.reprice(.selfDestruct, gas: 5_000)
    rules.callsKeepOneSixtyFourth = true
    rules.createKeepsOneSixtyFourth = true
    rules.selfDestructCharge = .whenMissing
  }
}
