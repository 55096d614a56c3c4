extension ConfigurationKeys {
  static let network: [ConfigurationKey] = [
    .text("network.host", "0.0.0.0"),
    .port("network.port", 4_689).unlessGiven("opened if consensus or bootnodes need it"),
    .text("network.externalHost", ""),
    .port("network.externalPort", 4_689),
    .list("network.bootstrapNodes"),
    .text("network.keyPath", "").own,
    .text("network.masterKey", "").secret,
    .list("network.security", ["noise", "secio"]).own,
    .boolean("network.sendsActionLists", false).own,
    .integer("network.maxMessageBytes", 8 << 20, in: 1 << 20...32 << 20).own,
    .text("network.relayType", "").without(effect: "nodes connect with each other directly"),
    .integer("network.rateLimit.globalUnicastAvg", 300),
    .integer("network.rateLimit.globalUnicastBurst", 500),
    .integer("network.rateLimit.peerAvg", 300),
    .integer("network.rateLimit.peerBurst", 500),
    .boolean("network.enableRateLimit", true),
  ]

  static let consensusScheme: [ConfigurationKey] = [.text("consensus.scheme", "STANDALONE")]

  static let rollDPoS: [ConfigurationKey] = [
    .integer("consensus.rollDPoS.fsm.eventChanSize", 10_000).without(effect: messagesWait),
    .seconds("consensus.rollDPoS.fsm.unmatchedEventTTL", 3).without(effect: messagesWait),
    .milliseconds("consensus.rollDPoS.fsm.unmatchedEventInterval", 100).without(effect: messagesWait),
    .seconds("consensus.rollDPoS.fsm.acceptBlockTTL", 4).unlessGiven(stepByInterval),
    .seconds("consensus.rollDPoS.fsm.acceptProposalEndorsementTTL", 2).unlessGiven(stepByInterval),
    .seconds("consensus.rollDPoS.fsm.acceptLockEndorsementTTL", 2).unlessGiven(stepByInterval),
    .seconds("consensus.rollDPoS.fsm.commitTTL", 2).unlessGiven(stepByInterval),
    .seconds("consensus.rollDPoS.toleratedOvertime", 2).unlessGiven(byInterval),
    .seconds("consensus.rollDPoS.delay", 5),
  ]

  private static let byInterval = "follows from the block interval"
  private static let stepByInterval = byInterval + ", if no other step is given either"
  private static let messagesWait = "a message that comes early waits for its round, however long that takes"

  static let blockSync: [ConfigurationKey] =
    [.seconds("blockSync.interval", 10)]
    + withoutEffect(
      "how much is asked for at once follows from how fast the answers come",
      [
        .integer("blockSync.bufferSize", 100),
        .integer("blockSync.intervalSize", 10),
        .integer("blockSync.maxRepeat", 3),
        .integer("blockSync.repeatDecayStep", 1),
        .integer("dispatcher.eventChanSize", 10_000),
      ])
}
