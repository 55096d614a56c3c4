/// How a node fetches blocks. Times are nanoseconds.
public struct SyncConfiguration: Hashable, Sendable {
  /// How far above the tip blocks are asked for, and so how many are kept at most.
  public var windowBlocks = 8192
  /// Bytes of blocks kept or on their way at most. The one block that comes next is taken above it.
  public var windowBytes = 96 << 20
  /// Blocks given to the chain and not yet answered, at most.
  public var maximumHandedBlocks = 1024
  /// Bytes of blocks given to the chain and not yet answered, at most; one block may be larger.
  public var maximumHandedBytes = 16 << 20
  /// Blocks given to the chain at once, at most.
  public var maximumBatch = 256
  /// Requests under way at most.
  public var maximumRequests = 16
  /// Requests under way to one peer at most.
  public var maximumRequestsPerPeer = 2
  /// The shortest range that is asked for when more is missing.
  public var minimumRange = 32
  /// The longest range asked of a peer with a block stream.
  public var maximumRange = 1024
  /// The longest range asked of a peer of v0.5.0, which opens a stream for each block: with two requests under way, half of
  /// the 256 streams that a connection may have waiting.
  public var maximumUnicastRange = 64
  /// The bytes that one request should bring, at most, going by the size of recent blocks.
  public var requestBytes = 8 << 20
  /// How long one request should take; ranges are made longer or shorter for it.
  public var targetRequestTime: UInt64 = 500_000_000
  /// A request ends when so much time passes without a block.
  public var idleTimeout: UInt64 = 5_000_000_000
  /// A request ends after so much time in any case; what it did not bring is asked for again.
  public var requestTimeout: UInt64 = 20_000_000_000
  /// A request to a peer of v0.5.0 that brought something ends when so much time passes without another block: such a peer
  /// does not say when it is done.
  public var settleTimeout: UInt64 = 1_500_000_000
  /// The lowest missing block is asked of a second peer when the first one was silent for so long.
  public var hedgeDelay: UInt64 = 1_200_000_000
  /// A stall is reported when the chain does not grow for so long while there are blocks to fetch.
  public var stallAfter: UInt64 = 15_000_000_000
  /// A peer that failed is not asked again for so long.
  public var quarantine: UInt64 = 10_000_000_000
  /// The number of failures in a row after which a peer is reported.
  public var maximumStrikes = 3
  /// How often a peer whose height is not known to be above the tip is asked for what comes next.
  public var probeInterval: UInt64 = 10_000_000_000
  /// How many blocks such a question asks for (the reference's interval).
  public var probeRange = 10
  /// How many peers are asked so at a time.
  public var maximumProbes = 3
  /// Announced blocks are kept when they are at most so many above the tip; higher ones only show how high the network is.
  public var announcementWindow = 8
  /// How long to wait before a block is tried again that this node could not append for a reason of its own.
  public var retryDelay: UInt64 = 1_000_000_000

  /// The defaults.
  public init() {}
}
