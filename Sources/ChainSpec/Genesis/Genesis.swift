/// What all nodes of a network agree on before its first block: block parameters, initial balances, delegates, rewards.
///
/// It is no configuration: two nodes with different geneses are on different networks, which ``hash`` shows (it is also the previous
/// hash of block 1). A value of this type is always valid (see ``validate()``). Source: blockchain/genesis/genesis.go of the
/// reference at v0.5.0.
///
/// This target says what a network is: its genesis, its forks and the rules between them, its epochs. It knows no blocks and no state,
/// reads no files, and uses `Primitives`, Keccak-256 of `ChainCrypto` for the hash, and Yams for genesis files. Newcomers start at
/// ``Network`` for the known networks, at ``init(yaml:named:)`` for one's own, and at ``ForkSchedule`` for rules.
public struct Genesis: Sendable, Hashable {
  /// Block parameters.
  public let blockchain: Blockchain
  /// Initial balances.
  public let account: Account
  /// Where delegates come from.
  public let poll: Poll
  /// The rewarding fund and what is paid from it.
  public let rewarding: Rewarding

  /// A genesis of four groups.
  ///
  /// - Throws: ``GenesisError`` if they make no sense (see ``validate()``).
  public init(blockchain: Blockchain, account: Account, poll: Poll, rewarding: Rewarding) throws(GenesisError) {
    self.init(trusting: blockchain, account, poll, rewarding)
    try validate()
  }

  /// A genesis that is known to be valid: one of the tables in this target, which the tests validate.
  init(trusting blockchain: Blockchain, _ account: Account, _ poll: Poll, _ rewarding: Rewarding) {
    self.blockchain = blockchain
    self.account = account
    self.poll = poll
    self.rewarding = rewarding
  }

  /// The network's epochs.
  public var epochs: EpochArithmetic {
    EpochArithmetic(
      trusting: blockchain.numDelegates, candidates: blockchain.numCandidateDelegates, subEpochs: blockchain.numSubEpochs)
  }
}
