/// Counters of the consensus, since the driver was made.
public struct ConsensusStatistics: Hashable, Sendable {
  /// The last height of the chain.
  public var height: UInt64 = 0
  /// Rounds that this delegate took part in.
  public var rounds: UInt64 = 0
  /// Rounds that ended without a block.
  public var missedRounds: UInt64 = 0
  /// Blocks that were decided here.
  public var decidedBlocks: UInt64 = 0
  /// Blocks that this delegate proposed.
  public var proposals: UInt64 = 0
  /// Times that a block for this delegate's turn could not be made.
  public var failedMints: UInt64 = 0
  /// Proposed blocks that were not valid.
  public var invalidBlocks: UInt64 = 0
  /// Documents that this delegate signed.
  public var signatures: UInt64 = 0
  /// Signatures that the journal did not let through.
  public var refusedSignatures: UInt64 = 0
  /// Times that a delegate was seen to sign two different things.
  public var equivocations: UInt64 = 0
  /// Messages whose signature was wrong.
  public var badMessages: UInt64 = 0
  /// Messages dropped, by reason (`MessageRefusal`).
  public var dropped: [String: UInt64] = [:]

  /// All zero.
  public init() {}
}
