extension EVMRules {
  /// Paris, September 2022: DIFFICULTY reads PREVRANDAO (EIP-4399), which is up to the `BlockContext`.
  public static let paris = london
}
