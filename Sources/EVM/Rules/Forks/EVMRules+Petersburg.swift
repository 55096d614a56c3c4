extension EVMRules {
  /// Petersburg, February 2019: Constantinople without EIP-1283, which was found to be unsafe (EIP-1716).
  public static let petersburg = constantinople.changed { rules in
    rules.storage = .simple
  }
}
