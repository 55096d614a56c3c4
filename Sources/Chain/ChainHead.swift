public import ChainTypes
public import Primitives

/// The last block of a chain.
public struct ChainHead: Hashable, Sendable {
  /// Its height; 0 when the chain has no block yet.
  public let height: UInt64
  /// Its hash; the genesis hash when the chain has no block yet (golden quirk 44).
  public let hash: Hash256
  /// Its header's time; the genesis time when the chain has no block yet.
  public let timestamp: Timestamp
  /// The commit time in its footer; the genesis time when the chain has no block yet.
  public let commitTime: Timestamp

  /// Creates a head.
  public init(height: UInt64, hash: Hash256, timestamp: Timestamp, commitTime: Timestamp) {
    self.height = height
    self.hash = hash
    self.timestamp = timestamp
    self.commitTime = commitTime
  }

  /// The head after a block.
  public init(_ block: Block) {
    self.init(
      height: block.header.height, hash: block.header.hash, timestamp: block.header.timestamp, commitTime: block.footer.commitTime)
  }
}
