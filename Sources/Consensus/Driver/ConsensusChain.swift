public import ChainTypes
public import RollDPoS

/// The chain as the consensus sees it. Used by the driver's thread alone.
public protocol ConsensusChain: AnyObject {
  /// The last block, and the delegates of the next one.
  func head() throws(ConsensusFault) -> ConsensusHead

  /// Makes and executes the next block from what waits in the pool, and keeps the execution until it is committed.
  func mint(at timestamp: Timestamp) throws(ConsensusFault) -> MintingOutcome

  /// Executes a proposed block on top of the head and compares, and keeps the execution until it is committed.
  func validate(_ block: Block) throws(ConsensusFault) -> BlockVerdict

  /// Appends a decided block with its footer. It survives the death of this process, and after `sync` a power failure.
  ///
  /// - Returns: whether it was appended; false when the head has moved, so that it is there already.
  /// - Throws: `ConsensusFault.divergence` when the block cannot be appended.
  func commit(_ block: Block) throws(ConsensusFault) -> Bool

  /// Makes all that was appended survive a power failure.
  func sync() throws(ConsensusFault)

  /// The last block with its footer; nil when the chain has none.
  func lastBlock() throws(ConsensusFault) -> Block?

  /// Takes over the footer of a block that is the head, if its commit time is the one that follows from its endorsements, and the
  /// one that this node has is not, or is later.
  ///
  /// - Returns: whether the head has changed.
  func adoptFooter(of block: Block) throws(ConsensusFault) -> Bool
}

/// What came of the wish for a block.
public enum MintingOutcome: Sendable {
  /// It is made.
  case minted(Block)
  /// The network's rules allow none now.
  case impossible(reason: String)
}

/// What came of executing a block.
public enum BlockVerdict: Hashable, Sendable {
  /// It can follow the head.
  case valid
  /// It cannot.
  case invalid(code: String, reason: String)
}

/// The way to the other delegates. Nothing here waits.
public protocol ConsensusTransport: AnyObject {
  /// Sends a message to all delegates; not to this one.
  func broadcast(_ message: ConsensusMessage)

  /// Sends a committed block to all nodes.
  func announce(_ block: Block)

  /// Sends the chain's last block once more, whoever made it: rounds end without a block, and perhaps others know it with
  /// another commit time. By default like `announce`.
  func announceAgain(_ block: Block)

  /// Fetches blocks from a height on, from whoever has them. The driver is told with `chainAdvanced` when they are there.
  func synchronize(from height: UInt64)
}

extension ConsensusTransport {
  /// Sends the block like any other.
  public func announceAgain(_ block: Block) { announce(block) }
}

/// A clock that wakes the driver.
public protocol ConsensusTimers: AnyObject {
  /// Calls `ConsensusDriver.fire` with the timer at a moment, or soon when it has passed; replaces an earlier timer of the
  /// same kind.
  func set(_ timer: ConsensusTimer, at moment: Timestamp)
}

/// What happened, for logs and counters.
public enum ConsensusNotice: Sendable {
  /// The machine's view.
  case observation(ConsensusObservation)
  /// This node proposed a block in a round.
  case proposed(ConsensusRound, Block)
  /// This node has no block for its turn.
  case mintingImpossible(ConsensusRound, reason: String)
  /// A proposed block is not valid.
  case invalidBlock(Block, code: String, reason: String)
  /// A block was decided and appended.
  case committed(Block)
  /// A delegate signed two different things. It is recorded.
  case equivocation(Equivocation)
  /// A signature was not given.
  case refusedToSign(SigningIntent, SigningRefusal)
  /// Somebody else signs with this node's key; this node stands by now.
  case stoodDown(ConsensusMessage)
}
