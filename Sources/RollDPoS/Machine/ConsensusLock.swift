public import ChainTypes

/// A block that this delegate saw more than two thirds of the delegates endorse. Until it sees as many for something else
/// in a later round, it endorses nothing but this block at this height.
public struct ConsensusLock: Hashable, Sendable {
  /// The start of the round in which the endorsements were made.
  public var roundStart: Timestamp
  /// The block.
  public var block: Block
  /// The endorsements, of votes PROPOSAL or COMMIT, from different delegates.
  public var proof: [Endorsement]

  /// A lock.
  public init(roundStart: Timestamp, block: Block, proof: [Endorsement]) {
    self.roundStart = roundStart
    self.block = block
    self.proof = proof
  }
}
