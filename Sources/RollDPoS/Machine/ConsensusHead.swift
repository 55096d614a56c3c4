public import ChainTypes
public import Primitives

/// What the machine needs to know of the chain's last block.
public struct ConsensusHead: Hashable, Sendable {
  /// Its height; 0 when the chain has no block yet.
  public var height: UInt64
  /// Its hash; the genesis hash when the chain has no block yet.
  public var hash: Hash256
  /// Its header's time; the genesis time when the chain has no block yet.
  public var timestamp: Timestamp
  /// The commit time in its footer, from which the next rounds are counted; the genesis time when the chain has no block.
  public var commitTime: Timestamp
  /// The delegates of the next block's epoch; nil when they are unknown, in which case nothing can be agreed on.
  public var roster: DelegateRoster?

  /// A head.
  public init(height: UInt64, hash: Hash256, timestamp: Timestamp, commitTime: Timestamp, roster: DelegateRoster?) {
    self.height = height
    self.hash = hash
    self.timestamp = timestamp
    self.commitTime = commitTime
    self.roster = roster
  }
}
