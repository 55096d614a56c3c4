extension EVMRules {
  /// Constantinople, February 2019: shifts (EIP-145), CREATE2 (EIP-1014), EXTCODEHASH (EIP-1052), net metering (EIP-1283).
  public static let constantinople = byzantium.changed { rules in
    rules.opcodes.define(.shl, .shr, .sar, gas: 3, takes: 2, gives: 1)
    rules.opcodes.define(.extCodeHash, gas: 400, takes: 1, gives: 1)
    rules.opcodes.define(.create2, gas: 32_000, takes: 4, gives: 1)
    rules.storage = .net1283
  }
}
