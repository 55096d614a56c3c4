public import ChainTypes
public import LibP2P

/// What a planner wants done, in order. See ``BlockSyncPlanner``.
public enum SyncEffect: Hashable, Sendable {
  /// Ask a peer for blocks.
  case request(SyncRequestID, peer: PeerID, SyncTransport, ClosedRange<UInt64>)
  /// A request is over without the shell having said so: stop waiting for its answer.
  case cancel(SyncRequestID)
  /// Ask a peer with block streams for its height; the answer is `heightLearnt` with `claimed`.
  case askHeight(PeerID)
  /// Append blocks to the chain, in order.
  case append(SyncBatch)
  /// A peer misbehaved.
  case punish(PeerID, Offence)
  /// The phase changed.
  case phase(SyncPhase)
  /// Nothing moves; repeated while it lasts.
  case stalled(SyncStall)
}

/// Blocks for the chain: consecutive heights, each linked to the one below.
public struct SyncBatch: Hashable, Sendable {
  /// Grows by one with every `blockRefused`: after refusing a block, the owner of the chain appends nothing more of the same
  /// generation, because its blocks are handed over again.
  public let generation: Int
  /// The blocks.
  public let blocks: [Block]
}

/// Where a node stands. It is information, and no reason to stop taking part in consensus: a peer can claim any height.
public enum SyncPhase: Hashable, Sendable {
  /// There is no peer to ask.
  case alone
  /// No peer is known to be higher by more than one block.
  case current
  /// Blocks up to a height are being fetched.
  case syncing(target: UInt64)
}

/// Why a chain does not grow although there are blocks to fetch.
public struct SyncStall: Hashable, Sendable {
  /// What is in the way.
  public enum Reason: String, Hashable, Sendable {
    /// All who could be asked failed lately.
    case failedPeers = "failed-peers"
    /// Peers claim more blocks and send none.
    case silentPeers = "silent-peers"
    /// Peers send blocks that do not follow the tip: either they or this node are on another chain.
    case otherChain = "other-chain"
    /// Blocks are refused.
    case refusedBlocks = "refused-blocks"
    /// The chain has blocks and does not answer.
    case waitingForChain = "waiting-for-chain"
  }

  /// The reason.
  public let reason: Reason
  /// The last block of the chain.
  public let height: UInt64
  /// The height to reach.
  public let target: UInt64
  /// How long the chain did not grow, in nanoseconds.
  public let duration: UInt64
}
