import Primitives

extension ConfigurationKeys {
  static let pool: [ConfigurationKey] = [
    .integer("actPool.maxNumActsPerPool", 32_000, in: 1...Int64.max),
    // The reference's field has no name for YAML, so its key is in small letters.
    .integer("actPool.maxgaslimitperpool", 320_000_000),
    .integer("actPool.maxNumActsPerAcct", 2_000, in: 1...Int64.max),
    .integer("actPool.senderQuota", 1_000, in: 1...Int64.max).own.unlessGiven("no more than the pool holds"),
    .milliseconds("actPool.actionExpiry", 600_000),
    .amount("actPool.minGasPrice", Rau.qev(1).value),
    .list("actPool.blackList"),
  ]

  static let api: [ConfigurationKey] = [
    .boolean("api.enabled", true).own,
    .text("api.host", "0.0.0.0").own,
    .port("api.port", 14_014),
    .text("api.tlsCertificatePath", "").own,
    .text("api.tlsKeyPath", "").own,
    .integer("api.maxRequestBytes", 4 << 20, in: 1 << 16...1 << 28).own,
    .integer("api.maxConcurrentRequests", 1_000, in: 1...1_000_000).own,
    .milliseconds("api.requestTimeout", 30_000, atLeast: 1).own,
    .integer("api.rangeQueryLimit", 1_000, in: 1...1_000_000),
    .integer("api.tpsWindow", 10, in: 1...1_000_000),
    .integer("api.gasStation.suggestBlockWindow", 20, in: 1...1_000_000),
    .integer("api.gasStation.defaultGas", 1),
    .integer("api.gasStation.Percentile", 60, in: 0...100),
    .boolean("api.useRDS", false).without(effect: "there is no index in an SQL database"),
  ]

  static let system: [ConfigurationKey] = [
    .boolean("system.active", true),
    .milliseconds("system.heartbeatInterval", 10_000, atLeast: 100),
    .port("system.httpStatsPort", 8_080),
    .text("system.httpStatsHost", "0.0.0.0").own,
    .port("system.httpAdminPort", 9_009),
    .text("system.httpAdminHost", "127.0.0.1").own,
    .boolean("system.enableExperimentalActions", false),
    .seconds("system.startSubChainInterval", 10).without(effect: "sub-chains are not supported"),
  ]

  static let log: [ConfigurationKey] = [
    .text("log.zap.level", "info"),
    .text("log.zap.encoding", "console"),
  ]

  static let logDetails = withoutEffect(
    "the log goes to standard error, with log.zap.level and log.zap.encoding",
    [
      .boolean("log.zap.development", false),
      .boolean("log.zap.disableCaller", false),
      .boolean("log.zap.disableStacktrace", false),
      .tree("log.zap.sampling"),
      .tree("log.zap.encoderConfig"),
      .list("log.zap.outputPaths"),
      .list("log.zap.errorOutputPaths"),
      .tree("log.zap.initialFields"),
      .text("log.stderrRedirectFile", ""),
      .boolean("log.stdLogRedirect", false),
      .tree("subLogs"),
    ])
}
