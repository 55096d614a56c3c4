public import ChainTypes
public import Primitives

/// How the delegates of an epoch agree on the next block: the round logic of Roll-DPoS, without clock, disk or network
/// (`consensus/consensusfsm/fsm.go`, `consensus/scheme/rolldpos/rolldposctx.go`).
///
/// What it is: a value that is told what happens and answers with what is to be done. What it is not: it executes no
/// blocks, signs nothing and sends nothing; `ConsensusDriver` does that. Start reading at ``handle(_:at:)``; rounds are in
/// `ConsensusMachine+Rounds.swift`, blocks in `+Proposals`, votes in `+Votes`, and what votes lead to in `+Agreement`.
///
/// A round has four steps: wait for its start; accept the block of the round's proposer and endorse it (PROPOSAL), or
/// nothing; with more than two thirds of these, lock the block and say so (LOCK); with more than two thirds of those,
/// commit it (COMMIT). More than two thirds of commits, of whatever rounds, decide the height.
///
/// On the wire it does what the reference does, and delegates of both kinds agree with each other. It differs where the
/// reference can lose safety or never end, in ways that no message shows:
/// - Endorsements in proofs of lock count only from delegates of the epoch.
/// - A locked delegate endorses another block whose proof of lock is of a later round, and locks it when it sees more than
///   two thirds endorse it in a later round. (The reference's would stay locked on two blocks for ever.)
/// - Locks and votes survive a restart.
/// - A delegate that sent its commit takes part in further rounds, with nothing but the same block.
/// - A locked delegate that gets no block it may endorse shows the others its lock, as a proposal out of turn with the
///   proof, and they take over the lock. (In the reference, and whenever less than a third knows of a lock and the others
///   are too few without them, the height is stuck until a locked delegate has the turn: for ever where turns do not
///   rotate. The reference's nodes refuse such a proposal, as they do everything out of turn.)
/// - The commit time in the footer is the lower median of the commits' dates, which all delegates can compute alike and
///   fewer than a third cannot shift. In the reference it is that of the delegate's own round, which is the same when the
///   commits are of one round.
public struct ConsensusMachine: Hashable, Sendable {
  /// What does not change while the machine runs.
  public struct Configuration: Hashable, Sendable {
    /// The network's rounds.
    public var timing: RoundTiming
    /// How long the steps last.
    public var timeouts: ConsensusTimeouts
    /// The operator address of this node's key.
    public var delegate: Address

    /// A configuration.
    public init(timing: RoundTiming, timeouts: ConsensusTimeouts, delegate: Address) {
      self.timing = timing
      self.timeouts = timeouts
      self.delegate = delegate
    }
  }

  /// How many rounds ahead of the current one messages are kept. The clocks of delegates may differ so much.
  static let maximumRoundsAhead: Int64 = 2
  /// How many messages of the next height are kept from one delegate.
  static let maximumAhead = 12

  /// What does not change, but for `timeouts.mintAhead`.
  public private(set) var configuration: Configuration
  let faults: ConsensusFaults
  /// Whether this node takes part.
  public internal(set) var isActive: Bool
  /// The chain's last block; nil before the first event.
  public internal(set) var head: ConsensusHead?
  /// The delegates of the next block's epoch; nil when they are unknown.
  var delegates: DelegateSet?
  /// From when the rounds of this height are counted.
  var base: Timestamp
  /// The round that this delegate is in; nil while it stands by, is no delegate, or waits for the chain.
  public internal(set) var round: RoundState?
  /// What this delegate is locked on.
  public internal(set) var lock: ConsensusLock?
  /// The block that this delegate has sent its commit for.
  public internal(set) var committed: Hash256?
  /// Whether the height is decided, and only the chain is waited for.
  var isDecided = false
  var ledger = VoteLedger()
  var shelf = ProposalShelf()
  /// Everything that this delegate signed at this height.
  var own: [SigningSlot: ConsensusMemory.Signed] = [:]
  /// What was asked to be signed, whether or not it was.
  var requested: Set<SigningSlot> = []
  /// Locks that others have shown, by their block, until the block was executed.
  var shownLocks: [Hash256: ConsensusLock] = [:]
  /// The last round in which each delegate has shown its lock.
  var showings: [Address: Timestamp] = [:]
  /// Messages of the height after this one.
  var ahead: [VerifiedConsensusMessage] = []
  /// The last height whose block was asked for, because others have it.
  var requestedHeight: UInt64 = 0
  /// What was left over from before a restart, until its height comes.
  var memory: ConsensusMemory?
  /// Votes that contradict each other and prove nothing yet, see `suspect`.
  var suspicions: [Equivocation] = []
  /// How many of them are kept.
  static let maximumSuspicions = 256
  /// What the event being handled leads to; empty between events.
  var effects: [ConsensusEffect] = []

  /// A machine that waits for its first `head` event.
  ///
  /// - Parameters:
  ///   - isActive: whether it takes part or stands by.
  ///   - memory: what this delegate signed before it was restarted.
  public init(configuration: Configuration, isActive: Bool, memory: ConsensusMemory?) {
    self.init(configuration: configuration, isActive: isActive, memory: memory, faults: .none)
  }

  /// A machine with faults, for tests that must find them.
  @_spi(Faults) public init(configuration: Configuration, isActive: Bool, memory: ConsensusMemory?, faults: ConsensusFaults) {
    self.configuration = configuration
    self.isActive = isActive
    self.memory = memory
    self.faults = faults
    base = configuration.timing.genesisTime
  }

  /// The height that is worked on; 0 before the first event.
  public var height: UInt64 { head.map { $0.height + 1 } ?? 0 }

  /// Changes how long before its rounds this delegate begins to make its blocks: at most half a block interval.
  public mutating func setMintAhead(_ duration: Int64) {
    configuration.timeouts.mintAhead = max(0, min(duration, configuration.timing.blockInterval / 2))
  }

  /// Takes in an event.
  ///
  /// - Parameter now: this node's clock; rounds follow from it.
  /// - Returns: what to do, in order.
  public mutating func handle(_ event: ConsensusEvent, at now: Timestamp) -> [ConsensusEffect] {
    switch event {
    case .head(let head): follow(head, at: now)
    case .activity(let isActive): setActive(isActive, at: now)
    case .message(let message): receive(message)
    case .timer(let timer): fire(timer, at: now)
    case .minted(let block, let id): propose(block, in: id)
    case .mintingFailed(let id): if round?.id == id { round?.isMinting = false }
    case .validated(let hash, let isValid): takeVerdict(on: hash, isValid: isValid)
    case .signed(let message): takeSignature(message, at: now)
    case .signingRefused: break
    }
    if !suspicions.isEmpty { reportProven() }
    defer { effects.removeAll() }
    return effects
  }
}

/// Where a delegate is in a round.
public struct RoundState: Hashable, Sendable {
  /// The steps of a round.
  public enum Step: Int, Hashable, Sendable, Comparable {
    /// The round has not begun (the reference's S_PREPARE).
    case waiting
    /// Waiting for the proposer's block (S_ACCEPT_BLOCK_PROPOSAL).
    case acceptingBlock
    /// Waiting for others to endorse it (S_ACCEPT_PROPOSAL_ENDORSEMENT).
    case acceptingProposalEndorsements
    /// Waiting for others to lock it, then to commit it (S_ACCEPT_LOCK_ENDORSEMENT, S_ACCEPT_PRECOMMIT_ENDORSEMENT).
    case acceptingLockEndorsements

    /// Whether the left step comes first.
    public static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
  }

  /// Which round it is.
  public let id: ConsensusRound
  /// When it begins.
  public let start: Timestamp
  /// Whether this delegate has the turn.
  public let isProposer: Bool
  /// The step.
  public internal(set) var step: Step = .waiting
  /// Whether a block was asked for.
  var isMinting = false
  /// This delegate's proposal, signed and perhaps not sent yet.
  var proposal: ConsensusMessage?
}

/// Of each of these a delegate signs one.
struct SigningSlot: Hashable, Sendable {
  /// The start of the round.
  let roundStart: Timestamp
  /// The kind of document.
  let kind: SigningIntent.Kind
}
