extension EVMRules {
  /// Istanbul, December 2019: BLAKE2 (EIP-152), cheaper alt_bn128 (EIP-1108), CHAINID (EIP-1344), dearer state reads and
  /// SELFBALANCE (EIP-1884), net metering again (EIP-2200).
  public static let istanbul = petersburg.changed { rules in
    rules.opcodes.define(.chainID, gas: 2, takes: 0, gives: 1)
    rules.opcodes.define(.selfBalance, gas: 5, takes: 0, gives: 1)
    rules.opcodes.reprice(.sload, gas: 800)
    rules.opcodes.reprice(.balance, .extCodeHash, gas: 700)
    rules.storage = .net2200
    rules.precompiles.insert(.blake2F)
    rules.precompilePrices.bn254Add = 150
    rules.precompilePrices.bn254Multiply = 6_000
    rules.precompilePrices.bn254PairingBase = 45_000
    rules.precompilePrices.bn254PairingPair = 34_000
  }
}
