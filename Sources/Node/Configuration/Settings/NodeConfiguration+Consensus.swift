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

    init(scheme: ConsensusScheme) { self.scheme = scheme }
  }
}
