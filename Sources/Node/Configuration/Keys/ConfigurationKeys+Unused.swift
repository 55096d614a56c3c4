extension ConfigurationKeys {
  static let databases = withoutEffect("all data is in node.dataDirectory", database("db", path: "", retries: 3))

  static let indexer = withoutEffect(
    "there is no index in an SQL database",
    [
      .boolean("indexer.enabled", false),
      .text("indexer.nodeAddr", ""),
      .boolean("indexer.whetherLocalStore", true),
      .list("indexer.blockByIndexList", ["transfer", "vote", "execution", "action", "receipt"]),
      .list("indexer.indexHistoryList", ["transfer", "vote", "execution", "action"]),
    ])

  static let explorer = withoutEffect(
    "the explorer's old JSON-RPC is not served; use the gRPC API",
    [
      .boolean("explorer.enabled", false),
      .boolean("explorer.isTest", false),
      .boolean("explorer.useIndexer", false),
      .port("explorer.port", 14_004),
      .integer("explorer.tpsWindow", 10),
      .integer("explorer.gasStation.suggestBlockWindow", 20),
      .integer("explorer.gasStation.defaultGas", 1),
      .integer("explorer.gasStation.Percentile", 60),
      .integer("explorer.maxTransferPayloadBytes", 1_024),
    ])

  static let others: [ConfigurationKey] = [
    .tree("plugins").without(effect: "api.enabled decides whether the API is served"),
    .tree("genesis").without(effect: "as in the reference, the genesis has its own file: node.genesisPath"),
  ]

  /// The keys of one of the reference's databases.
  static func database(_ path: String, path file: String, retries: Int64) -> [ConfigurationKey] {
    [
      .text("\(path).dbPath", file),
      .boolean("\(path).useBadgerDB", false),
      .integer("\(path).numRetries", retries, in: 0...255),
      .text("\(path).RDS.awsRDSEndpoint", ""),
      .integer("\(path).RDS.awsRDSPort", 0),
      .text("\(path).RDS.awsRDSUser", ""),
      .text("\(path).RDS.awsPass", "").secret,
      .text("\(path).RDS.awsDBName", ""),
      .text("\(path).SQLITE3.sqlite3File", path == "db" ? "./explorer.db" : ""),
    ]
  }
}
