public import ChainTypes
public import Primitives

/// What a vote is for.
public enum VoteTarget: Hashable, Sendable {
  /// No block: none came in time.
  case nothing
  /// The block with this hash.
  case block(Hash256)

  /// The target of a vote; nil when the vote holds something that is no hash.
  public init?(_ vote: ConsensusVote) {
    if vote.blockHash.isEmpty {
      self = .nothing
    } else if let hash = Hash256(vote.blockHash) {
      self = .block(hash)
    } else {
      return nil
    }
  }

  /// The bytes of the vote's field.
  public var bytes: [UInt8] {
    switch self {
    case .nothing: []
    case .block(let hash): hash.bytes
    }
  }

  /// The hash of the block, if there is one.
  public var hash: Hash256? {
    if case .block(let hash) = self { hash } else { nil }
  }
}
