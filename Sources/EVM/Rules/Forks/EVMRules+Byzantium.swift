extension EVMRules {
  /// Byzantium, October 2017: REVERT (EIP-140), return data (EIP-211), STATICCALL (EIP-214), precompiled contracts 5 to 8
  /// (EIP-196, 197, 198).
  public static let byzantium = spuriousDragon.changed { rules in
    rules.opcodes.define(.returnDataSize, gas: 2, takes: 0, gives: 1)
    rules.opcodes.define(.returnDataCopy, gas: 3, takes: 3, gives: 0)
    rules.opcodes.define(.staticCall, gas: 700, takes: 6, gives: 1)
    rules.opcodes.define(.revert, gas: 0, takes: 2, gives: 0)
    rules.protectsStaticCalls = true
    rules.precompiles.formUnion([.modExp, .bn254Add, .bn254Multiply, .bn254Pairing])
  }
}
