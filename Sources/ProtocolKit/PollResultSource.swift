public import ChainTypes
public import State

/// What a producer puts into its poll results.
public protocol PollResultSource: Sendable {
  /// The candidates that a block at `height` must announce for the next epoch.
  ///
  /// - Returns: nil when this node cannot tell (no election source).
  func candidatesToAnnounce(at height: UInt64, in context: ValidationContext) throws(StateFault) -> CandidateList?
}

/// Results of the election outside the chain: in 2019, votes on Ethereum (the "gravity chain").
public protocol ElectionSource: Sendable {
  /// The elected candidates at a height of the gravity chain, with undecodable addresses still in.
  ///
  /// - Returns: nil when the source has no result for this height.
  func candidates(atGravityHeight height: UInt64) -> CandidateList?

  /// The last height of the gravity chain whose block was made at or before a time.
  ///
  /// - Returns: nil when the time is before the source's first result.
  func gravityHeight(at time: Timestamp) -> UInt64?
}
