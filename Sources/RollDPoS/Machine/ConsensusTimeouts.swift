/// How long a delegate waits in each step of a round, in nanoseconds (`config.Consensus.RollDPoS.FSM`, IOTEX.md A.9).
///
/// The first three also make the times in the endorsements: a vote is dated at the end of the step that it ends, so that
/// everybody can tell the round of a vote from its date. Delegates of one network must agree on them.
public struct ConsensusTimeouts: Hashable, Sendable {
  /// From the start of a round until no more block is waited for.
  public var acceptBlock: Int64
  /// After that, until proposal endorsements are no longer waited for.
  public var acceptProposalEndorsements: Int64
  /// After that, until the round is given up.
  public var acceptLockEndorsements: Int64
  /// How often a commit endorsement is sent again while the block is not committed.
  public var commitRepetition: Int64
  /// How long before the start of its round a proposer begins to make the block.
  public var mintAhead: Int64

  /// Timeouts from their parts; see ``problem(interval:)``.
  public init(
    acceptBlock: Int64, acceptProposalEndorsements: Int64, acceptLockEndorsements: Int64, commitRepetition: Int64, mintAhead: Int64 = 0
  ) {
    self.acceptBlock = acceptBlock
    self.acceptProposalEndorsements = acceptProposalEndorsements
    self.acceptLockEndorsements = acceptLockEndorsements
    self.commitRepetition = commitRepetition
    self.mintAhead = mintAhead
  }

  /// The reference's defaults, for blocks every 10 s.
  public static let reference = ConsensusTimeouts(
    acceptBlock: 4_000_000_000, acceptProposalEndorsements: 2_000_000_000, acceptLockEndorsements: 2_000_000_000,
    commitRepetition: 2_000_000_000, mintAhead: 500_000_000)

  /// The reference's proportions for another block interval: 4 : 2 : 2 of 10 parts.
  ///
  /// - Parameter interval: nanoseconds between blocks, above zero.
  public static func scaled(toInterval interval: Int64) -> ConsensusTimeouts {
    let part = interval / 10
    return ConsensusTimeouts(
      acceptBlock: 4 * part, acceptProposalEndorsements: 2 * part, acceptLockEndorsements: 2 * part, commitRepetition: 2 * part,
      mintAhead: part / 2)
  }

  /// From the start of a round until it is given up; also the date of a commit endorsement after that start.
  public var round: Int64 { acceptBlock &+ acceptProposalEndorsements &+ acceptLockEndorsements }

  /// What is wrong with the timeouts for a network with this block interval; nil when nothing is.
  public func problem(interval: Int64) -> String? {
    let parts = [acceptBlock, acceptProposalEndorsements, acceptLockEndorsements, commitRepetition]
    guard parts.allSatisfy({ $0 > 0 && $0 < interval }) else { return "every timeout must be above zero and below the block interval" }
    guard mintAhead >= 0, mintAhead < interval else { return "the time to make a block ahead must be below the block interval" }
    guard round < interval else { return "the three steps of a round must together be shorter than the block interval" }
    return nil
  }
}
