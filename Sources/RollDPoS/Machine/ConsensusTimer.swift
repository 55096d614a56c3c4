/// A moment that the machine waits for.
///
/// There is at most one timer of each kind: setting one again replaces it. A timer that fires for a round that is over
/// does nothing, so that nobody has to cancel one.
public struct ConsensusTimer: Hashable, Sendable {
  /// What the machine waits for.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// The moment to make a block ahead of its round.
    case mint
    /// The start of the round.
    case start
    /// The end of the wait for a block.
    case block
    /// The end of the wait for proposal endorsements.
    case proposalEndorsements
    /// The end of the wait for lock endorsements, and of the round.
    case lockEndorsements
    /// The moment to send the commit endorsement again.
    case repeatCommit
    /// The moment to look again for a round, when there was none.
    case retry
  }

  /// What is waited for.
  public var kind: Kind
  /// The round that it belongs to.
  public var round: ConsensusRound

  /// A timer.
  public init(_ kind: Kind, _ round: ConsensusRound) {
    self.kind = kind
    self.round = round
  }
}
