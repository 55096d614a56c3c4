extension EVMRules {
  /// Prague, May 2025: BLS12-381 (EIP-2537) and delegated accounts (EIP-7702).
  public static let prague = cancun.changed { rules in
    rules.precompiles.formUnion(.bls12381)
    rules.followsDelegations = true
  }
}
