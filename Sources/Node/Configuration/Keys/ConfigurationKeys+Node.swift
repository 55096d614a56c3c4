extension ConfigurationKeys {
  /// Which network, and where its data is.
  static let node: [ConfigurationKey] = [
    .text("node.network", "mainnet").own,
    .text("node.genesisPath", "").own,
    .text("node.dataDirectory", "./iotexd-data").own,
  ]

  static let chain: [ConfigurationKey] = [
    .integer("chain.id", 1, in: 0...Int64(UInt32.max)),
    .text("chain.producerPrivKey", "").secret,
    .integer("chain.allowedBlockGasResidue", 10_000),
    .boolean("chain.emptyGenesis", false),
    .boolean("chain.enableTrielessStateDB", true),
    .text("chain.chainDBPath", "./chain.db").without(effect: oneStore),
    .text("chain.trieDBPath", "./trie.db").without(effect: oneStore),
    .text("chain.address", "").without(effect: "sub-chains are not supported"),
    .boolean("chain.enableFallbackToFreshDb", false).without(effect: "the store needs no repair"),
    .boolean("chain.enableAsyncIndexWrite", true).without(effect: "indexes are written together with their block"),
    .boolean("chain.compressBlock", false).without(effect: "blocks are stored as they are"),
    .integer("chain.maxCacheSize", 0).without(effect: "the store caches blocks"),
  ]

  static let gravityChainDB = withoutEffect(noElection, database("chain.gravityChainDB", path: "./poll.db", retries: 10))

  static let committee = withoutEffect(
    noElection,
    [
      .integer("chain.committee.numOfRetries", 0, in: 0...255),
      // Such addresses contain the keys of the services behind them.
      .list("chain.committee.gravityChainAPIs").secret,
      .integer("chain.committee.gravityChainHeightInterval", 0),
      .integer("chain.committee.gravityChainStartHeight", 0),
      .text("chain.committee.registerContractAddress", ""),
      .text("chain.committee.stakingContractAddress", ""),
      .integer("chain.committee.paginationSize", 0, in: 0...255),
      .text("chain.committee.voteThreshold", ""),
      .text("chain.committee.scoreThreshold", ""),
      .text("chain.committee.selfStakingThreshold", ""),
      .integer("chain.committee.cacheSize", 0, in: 0...Int64(UInt32.max)),
      .integer("chain.committee.numOfFetchInParallel", 0, in: 0...255),
    ])

  private static let oneStore = "all data is in node.dataDirectory"
  private static let noElection = "the node does not read the election on Ethereum; it follows the results in the blocks"
}
