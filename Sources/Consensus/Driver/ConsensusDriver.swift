public import ChainCrypto
public import ChainTypes
internal import Primitives
@_spi(Faults) public import RollDPoS

/// Does what the consensus machine wants: makes, executes and commits blocks, signs what the journal allows, sends.
///
/// It is synchronous and has one owner, which calls it on one thread and passes the time; it reads no clock. A program
/// runs it in a `ConsensusService`, the simulator on virtual time.
public final class ConsensusDriver {
  /// What a driver needs to know.
  public struct Configuration: Sendable {
    /// The network's rounds.
    public var timing: RoundTiming
    /// How long the steps last.
    public var timeouts: ConsensusTimeouts
    /// The delegate's key.
    public var key: PrivateKey
    /// The name of this node among those with the same key; any name if there is only one.
    public var holder: String
    /// How long after its last signature this node keeps the right to sign, in nanoseconds.
    public var leaseDuration: Int64

    /// A configuration. By default a lease lasts a minute.
    public init(
      timing: RoundTiming, timeouts: ConsensusTimeouts, key: PrivateKey, holder: String, leaseDuration: Int64 = 60_000_000_000
    ) {
      self.timing = timing
      self.timeouts = timeouts
      self.key = key
      self.holder = holder
      self.leaseDuration = leaseDuration
    }
  }

  /// What became of a message.
  public enum MessageOutcome: Hashable, Sendable {
    /// It was used.
    case used
    /// It is of no use; its sender did nothing wrong that can be told.
    case ignored(MessageRefusal)
    /// Its signature is wrong: whoever passed it on did not look.
    case forged
  }

  /// The rounds, for watching.
  public private(set) var machine: ConsensusMachine
  /// Counters.
  public private(set) var statistics = ConsensusStatistics()
  private let configuration: Configuration
  private let chain: any ConsensusChain
  private let transport: any ConsensusTransport
  private let timers: any ConsensusTimers
  private let journal: ConsensusJournal
  private let notify: (ConsensusNotice) -> Void
  private let faults: ConsensusFaults
  private var lastRefusal: MessageRefusal?

  /// A driver. `start` sets it going.
  ///
  /// - Parameters:
  ///   - isActive: whether it takes part or stands by.
  ///   - notify: called for logs and counters, on the owner's thread.
  public convenience init(
    configuration: Configuration, chain: any ConsensusChain, transport: any ConsensusTransport, timers: any ConsensusTimers,
    journal: ConsensusJournal, isActive: Bool, notify: @escaping (ConsensusNotice) -> Void = { _ in }
  ) throws(ConsensusFault) {
    try self.init(
      configuration: configuration, chain: chain, transport: transport, timers: timers, journal: journal, isActive: isActive,
      faults: .none, notify: notify)
  }

  /// A driver with faults, for tests that must find them.
  @_spi(Faults) public init(
    configuration: Configuration, chain: any ConsensusChain, transport: any ConsensusTransport, timers: any ConsensusTimers,
    journal: ConsensusJournal, isActive: Bool, faults: ConsensusFaults, notify: @escaping (ConsensusNotice) -> Void = { _ in }
  ) throws(ConsensusFault) {
    self.configuration = configuration
    self.chain = chain
    self.transport = transport
    self.timers = timers
    self.journal = journal
    self.notify = notify
    self.faults = faults
    machine = ConsensusMachine(
      configuration: .init(
        timing: configuration.timing, timeouts: configuration.timeouts, delegate: configuration.key.publicKey.address),
      isActive: isActive, memory: faults.ignoresJournal ? nil : try journal.memory(), faults: faults)
  }

  // MARK: What happens

  /// Begins. An active node takes the lease of its key; if another node holds it, this one stands by.
  public func start(at now: Timestamp) throws(ConsensusFault) {
    if machine.isActive, try !takeLease(at: now) { try handle(.activity(false), at: now) }
    try chainAdvanced(at: now)
  }

  /// Begins or ends to take part.
  ///
  /// - Returns: whether the node is as wished now: it cannot take part while another holds the lease of its key.
  @discardableResult
  public func setActive(_ isActive: Bool, at now: Timestamp) throws(ConsensusFault) -> Bool {
    if isActive, try !takeLease(at: now) { return false }
    try handle(.activity(isActive), at: now)
    return true
  }

  /// Ends to take part for good, so that another node can.
  ///
  /// - Returns: the ticket for a node with a journal of its own; nil when this node did not hold the lease.
  public func handOver(at now: Timestamp) throws(ConsensusFault) -> HandoverTicket? {
    try handle(.activity(false), at: now)
    return try journal.release(at: now)
  }

  /// Takes part in place of a node with another journal.
  ///
  /// - Returns: false when the ticket is not for this delegate, or has been used.
  public func takeOver(_ ticket: HandoverTicket, at now: Timestamp) throws(ConsensusFault) -> Bool {
    guard try journal.accept(ticket, at: now) else { return false }
    return try setActive(true, at: now)
  }

  /// The chain's head has moved, by block sync.
  public func chainAdvanced(at now: Timestamp) throws(ConsensusFault) {
    try handle(.head(try readHead()), at: now)
  }

  /// A message has come, from anybody.
  @discardableResult
  public func receive(_ message: ConsensusMessage, at now: Timestamp) throws(ConsensusFault) -> MessageOutcome {
    if let refusal = machine.refusal(of: message) {
      count(refusal)
      return .ignored(refusal)
    }
    guard let verified = VerifiedConsensusMessage(verifying: message) else {
      statistics.badMessages &+= 1
      return .forged
    }
    return try receive(verified, at: now)
  }

  /// A message has come whose signature was checked before.
  @discardableResult
  public func receive(_ message: VerifiedConsensusMessage, at now: Timestamp) throws(ConsensusFault) -> MessageOutcome {
    lastRefusal = nil
    try handle(.message(message), at: now)
    return lastRefusal.map { .ignored($0) } ?? .used
  }

  /// A committed block has come that this node has: it may show that the block was committed at another time than this node believes.
  public func receive(_ block: Block, at now: Timestamp) throws(ConsensusFault) {
    guard let head = machine.head, block.height == head.height, block.hash == head.hash, block.footer.commitTime != head.commitTime
    else { return }
    if try chain.adoptFooter(of: block) { try chainAdvanced(at: now) }
  }

  /// A timer has fired.
  public func fire(_ timer: ConsensusTimer, at now: Timestamp) throws(ConsensusFault) {
    try handle(.timer(timer), at: now)
  }

  /// How long before its rounds this delegate begins to make its blocks from now on, in nanoseconds; at most half a block
  /// interval.
  public func setMintAhead(_ duration: Int64) { machine.setMintAhead(duration) }

  // MARK: What is to be done

  private func handle(_ event: ConsensusEvent, at now: Timestamp) throws(ConsensusFault) {
    var events = [event]
    var index = 0
    while index < events.count {
      let effects = machine.handle(events[index], at: now)
      index += 1
      for effect in effects { if let answer = try perform(effect, at: now) { events.append(answer) } }
    }
    if let round = machine.round, round.step == .waiting, !faults.ignoresJournal {
      try journal.reserve(height: round.id.height, roundStart: round.start)
    }
  }

  private func perform(_ effect: ConsensusEffect, at now: Timestamp) throws(ConsensusFault) -> ConsensusEvent? {
    switch effect {
    case .setTimer(let timer, let moment): timers.set(timer, at: moment)
    case .mint(let round, let timestamp): return try mint(round, at: timestamp)
    case .sign(let intent): return try sign(intent, at: now)
    case .broadcast(let message): transport.broadcast(message)
    case .validate(let block): return try validate(block)
    case .commit(let block): return try commit(block)
    case .synchronize(let height): transport.synchronize(from: height)
    case .announceHead: if let block = try chain.lastBlock() { transport.announceAgain(block) }
    case .report(let equivocation):
      statistics.equivocations &+= 1
      try journal.record(equivocation)
      notify(.equivocation(equivocation))
    case .standDown(let message):
      _ = try journal.release(at: now)
      notify(.stoodDown(message))
    case .observe(let observation): observe(observation)
    }
    return nil
  }

  private func mint(_ round: ConsensusRound, at timestamp: Timestamp) throws(ConsensusFault) -> ConsensusEvent {
    switch try chain.mint(at: timestamp) {
    case .minted(let block):
      statistics.proposals &+= 1
      notify(.proposed(round, block))
      return .minted(block, round)
    case .impossible(let reason):
      statistics.failedMints &+= 1
      notify(.mintingImpossible(round, reason: reason))
      return .mintingFailed(round)
    }
  }

  private func sign(_ intent: SigningIntent, at now: Timestamp) throws(ConsensusFault) -> ConsensusEvent {
    if faults.ignoresJournal {
      statistics.signatures &+= 1
      return .signed(endorse(intent))
    }
    switch try journal.sign(intent, at: now, with: endorse) {
    case .success(let message):
      statistics.signatures &+= 1
      return .signed(message)
    case .failure(let refusal):
      statistics.refusedSignatures &+= 1
      notify(.refusedToSign(intent, refusal))
      return .signingRefused(intent.round, intent.kind)
    }
  }

  private func endorse(_ intent: SigningIntent) -> ConsensusMessage {
    ConsensusMessage(
      height: intent.round.height,
      endorsement: .sign(documentHash: intent.document.hash, at: intent.timestamp, with: configuration.key), document: intent.document)
  }

  private func validate(_ block: Block) throws(ConsensusFault) -> ConsensusEvent {
    switch try chain.validate(block) {
    case .valid: return .validated(block.hash, isValid: true)
    case .invalid(let code, let reason):
      statistics.invalidBlocks &+= 1
      notify(.invalidBlock(block, code: code, reason: reason))
      return .validated(block.hash, isValid: false)
    }
  }

  private func commit(_ block: Block) throws(ConsensusFault) -> ConsensusEvent {
    if try chain.commit(block) {
      statistics.decidedBlocks &+= 1
      transport.announce(block)
      notify(.committed(block))
      // More than two thirds have the block on disk with their commits: the others need not wait for this disk. It must have
      // the block before this delegate signs anything on top of it.
      try chain.sync()
    }
    return .head(try readHead())
  }

  private func readHead() throws(ConsensusFault) -> ConsensusHead {
    let head = try chain.head()
    statistics.height = head.height
    return head
  }

  private func observe(_ observation: ConsensusObservation) {
    switch observation {
    case .roundStarted: statistics.rounds &+= 1
    case .roundMissed: statistics.missedRounds &+= 1
    case .dropped(let refusal):
      lastRefusal = refusal
      count(refusal)
      return
    case .locked, .unlocked, .decided: break
    }
    notify(.observation(observation))
  }

  private func count(_ refusal: MessageRefusal) { statistics.dropped[refusal.rawValue, default: 0] &+= 1 }

  private func takeLease(at now: Timestamp) throws(ConsensusFault) -> Bool {
    if faults.ignoresJournal { return true }
    return try journal.acquire(holder: configuration.holder, at: now, duration: configuration.leaseDuration) != nil
  }
}
