extension NodeConfiguration {
  /// Who makes blocks.
  public enum ConsensusScheme: String, Sendable, CaseIterable {
    /// This node alone, one every block interval.
    case standalone = "STANDALONE"
    /// The delegates in turn.
    case rollDPoS = "ROLLDPOS"
    /// Not this node.
    case none = "NOOP"
  }

  /// Who makes blocks.
  public struct ConsensusSettings: Sendable, Hashable {
    /// The scheme; `consensus.scheme`.
    public let scheme: ConsensusScheme
    /// How long the steps of a round may take; nil if none was given: then they follow from the block interval. `consensus.rollDPoS.fsm`.
    public let steps: Steps?
    /// How far into a round the previous one is still tolerated; nil if it was not given. `consensus.rollDPoS.toleratedOvertime`.
    public let toleratedOvertime: Duration?
    /// How long to listen at the start before taking part; `consensus.rollDPoS.delay`.
    public let startDelay: Duration
    /// How often missing blocks are looked for when nobody announces any; `blockSync.interval`.
    public let syncInterval: Duration

    /// How long the steps of a round may take.
    public struct Steps: Sendable, Hashable {
      /// To receive a block; `acceptBlockTTL`.
      public let block: Duration
      /// To receive endorsements of the proposal; `acceptProposalEndorsementTTL`.
      public let proposalEndorsements: Duration
      /// To receive endorsements of the lock; `acceptLockEndorsementTTL`.
      public let lockEndorsements: Duration
      /// Between repetitions of a commit endorsement; `commitTTL`.
      public let commit: Duration
    }

    init(_ entries: ConfigurationEntries, scheme: ConsensusScheme) {
      self.scheme = scheme
      let fsm = "consensus.rollDPoS.fsm"
      let keys = ["acceptBlockTTL", "acceptProposalEndorsementTTL", "acceptLockEndorsementTTL", "commitTTL"]
      let isGiven = keys.contains { entries.origin("\(fsm).\($0)") != .builtIn }
      steps =
        isGiven
        ? Steps(
          block: entries.duration("\(fsm).acceptBlockTTL"), proposalEndorsements: entries.duration("\(fsm).acceptProposalEndorsementTTL"),
          lockEndorsements: entries.duration("\(fsm).acceptLockEndorsementTTL"), commit: entries.duration("\(fsm).commitTTL")) : nil
      let overtime = "consensus.rollDPoS.toleratedOvertime"
      toleratedOvertime = entries.origin(overtime) == .builtIn ? nil : entries.duration(overtime)
      startDelay = entries.duration("consensus.rollDPoS.delay")
      syncInterval = entries.duration("blockSync.interval")
    }
  }
}
