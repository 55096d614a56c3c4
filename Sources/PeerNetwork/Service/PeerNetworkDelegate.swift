public import ChainTypes
public import LibP2P

/// The node behind a ``PeerNetwork``: it judges what comes in, keeps the chain, and is told how sync goes.
///
/// All functions may suspend; while one does, nothing else of its kind is asked: consensus messages come one at a time, and
/// in parallel with them either a block or a batch of actions. So a slow answer slows down its own kind, and the queues in
/// front are bounded.
public protocol PeerNetworkDelegate: Sendable {
  /// Checks actions and takes those that are good: signatures best all at once (`SignatureBatch`), then the pool.
  ///
  /// - Returns: a verdict for each, in order. Only those that are accepted are passed on to other peers.
  func receive(_ actions: [SealedAction]) async -> [MessageVerdict]

  /// Checks a consensus message (signature, that its sender is a delegate of the epoch, that the height is near) and gives it
  /// to consensus.
  ///
  /// - Parameter peer: who passed it on, which is not who wrote it.
  func receive(_ message: ConsensusMessage, from peer: PeerID) async -> MessageVerdict

  /// Checks an announced block as far as it can be without executing it, before it is passed on: the producer's signature,
  /// and for the next height the footer. It is not to be appended here: `append` follows when its turn comes.
  func check(_ block: Block) async -> MessageVerdict

  /// The end of the chain.
  func tip() async -> SyncTip

  /// Appends consecutive blocks; footers, signatures and execution are checked here.
  func append(_ blocks: [Block]) async -> AppendOutcome

  /// The encoding of a block of the chain; nil when there is none at the height.
  func encodedBlock(at height: UInt64) async -> [UInt8]?

  /// Sync began or caught up.
  func syncPhaseChanged(to phase: SyncPhase) async

  /// Sync does not move.
  func syncStalled(_ stall: SyncStall) async
}

/// What a node thinks of a message.
public enum MessageVerdict: Hashable, Sendable {
  /// Good, and new: pass it on.
  case accept
  /// Of no use here and now, and nobody's fault: known already, too old, too far ahead, no room.
  case ignore
  /// Wrong, and who passed it on should have seen that.
  case reject(Offence)
}

/// How far a chain got with blocks that it was given.
public struct AppendOutcome: Hashable, Sendable {
  /// The end of the chain afterwards.
  public var tip: SyncTip
  /// The first block that was not appended, and why; nil when all were.
  public var refusal: Refusal?

  /// A block that was not appended.
  public struct Refusal: Hashable, Sendable {
    /// The block.
    public var block: Block
    /// The reason.
    public var reason: SyncRefusal

    /// A refusal.
    public init(block: Block, reason: SyncRefusal) {
      self.block = block
      self.reason = reason
    }
  }

  /// An outcome.
  public init(tip: SyncTip, refusal: Refusal? = nil) {
    self.tip = tip
    self.refusal = refusal
  }
}
