/// What this node accepts as a block before it looks at the contents. The reference has no limits of its own.
public struct BlockLimits: Hashable, Sendable {
  /// The size of the encoding, in bytes.
  public var maximumBytes: Int
  /// The number of actions.
  public var maximumActions: Int
  /// The number of endorsements in the footer, and in the proof of a proposal.
  public var maximumEndorsements: Int

  /// Limits.
  public init(maximumBytes: Int, maximumActions: Int, maximumEndorsements: Int) {
    self.maximumBytes = maximumBytes
    self.maximumActions = maximumActions
    self.maximumEndorsements = maximumEndorsements
  }

  /// 32 MiB, 100,000 actions, 10,000 endorsements: many times what a block of 20,000,000 gas and 24 delegates hold.
  public static let `default` = BlockLimits(maximumBytes: 32 << 20, maximumActions: 100_000, maximumEndorsements: 10_000)
}
