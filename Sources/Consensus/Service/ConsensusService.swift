public import ChainTypes
internal import CoreMetrics
internal import Dispatch
internal import Synchronization

/// Runs the consensus of a node in real time.
///
/// A driver on a thread of its own: blocks are executed there, and nothing else waits for them. Messages are handled the
/// moment they come, timers when they are due; nothing polls. The inbox is bounded, see `MessageInbox`.
///
/// Isolation: every member may be called from any thread. The driver and everything that it uses belong to the queue.
public final class ConsensusService: Sendable {
  /// What the service needs to know beside the driver's.
  public struct Configuration: Sendable {
    /// The driver's.
    public var driver: ConsensusDriver.Configuration
    /// Votes that wait at most.
    public var maximumVotes = 4096
    /// Proposed blocks that wait at most.
    public var maximumProposals = 64
    /// Whether to begin to make a block as early as the last ones took, instead of always `timeouts.mintAhead` before the
    /// round.
    public var adaptsMinting = true
    /// The time of day.
    public var now: @Sendable () -> Timestamp

    /// A configuration with the default limits.
    ///
    /// - Parameter now: the time of day; nil for this machine's clock.
    public init(driver: ConsensusDriver.Configuration, now: (@Sendable () -> Timestamp)? = nil) {
      self.driver = driver
      self.now = now ?? { WallClock.now }
    }
  }

  /// How the service reaches the rest of the node. Called on the consensus queue; nothing may wait.
  public struct Outlet: Sendable {
    /// Sends a message to all delegates.
    public var broadcast: @Sendable (ConsensusMessage) -> Void
    /// Sends a committed block to all nodes.
    public var announce: @Sendable (Block) -> Void
    /// Sends the last block once more, whoever made it; see `ConsensusTransport.announceAgain`.
    public var announceAgain: @Sendable (Block) -> Void
    /// Fetches blocks from a height on.
    public var synchronize: @Sendable (UInt64) -> Void
    /// For logs.
    public var notify: @Sendable (ConsensusNotice) -> Void

    /// An outlet.
    ///
    /// - Parameter announceAgain: nil for the same as `announce`.
    public init(
      broadcast: @escaping @Sendable (ConsensusMessage) -> Void, announce: @escaping @Sendable (Block) -> Void,
      announceAgain: (@Sendable (Block) -> Void)? = nil, synchronize: @escaping @Sendable (UInt64) -> Void,
      notify: @escaping @Sendable (ConsensusNotice) -> Void = { _ in }
    ) {
      self.broadcast = broadcast
      self.announce = announce
      self.announceAgain = announceAgain ?? announce
      self.synchronize = synchronize
      self.notify = notify
    }
  }

  private let queue = DispatchQueue(label: "io.iotex.consensus", qos: .userInteractive)
  private let core: ConsensusCore
  private let shared: Mutex<Shared>
  private let metrics: ConsensusMetrics?

  private struct Shared {
    var inbox: MessageInbox
    var isDraining = false
    var isStopped = false
  }

  /// A service that `run` sets going.
  ///
  /// - Parameters:
  ///   - chain: used on the consensus queue alone from now on.
  ///   - journal: likewise.
  ///   - isActive: whether the node takes part or stands by.
  public init(
    configuration: Configuration, chain: sending any ConsensusChain, journal: sending ConsensusJournal, outlet: Outlet,
    isActive: Bool, metrics: ConsensusMetrics? = nil
  ) throws(ConsensusFault) {
    self.metrics = metrics
    shared = Mutex(
      Shared(inbox: MessageInbox(maximumVotes: configuration.maximumVotes, maximumProposals: configuration.maximumProposals)))
    core = try ConsensusCore(
      configuration: configuration, chain: chain, journal: journal, outlet: outlet, isActive: isActive, queue: queue, metrics: metrics)
  }

  /// Runs until the task is cancelled.
  ///
  /// - Throws: when this node cannot take part any more; the node must stop then.
  public func run() async throws(ConsensusFault) {
    queue.async { [core] in core.perform { (driver, now) throws(ConsensusFault) in try driver.start(at: now) } }
    let fault = await withTaskCancellationHandler {
      await withCheckedContinuation { core.whenEnded($0) }
    } onCancel: {
      shared.withLock { $0.isStopped = true }
      queue.async { [core] in core.end(nil) }
    }
    if let fault { throw fault }
  }

  /// Hands over a message and forgets it.
  ///
  /// - Returns: false when the inbox is full and the message was dropped.
  @discardableResult
  public func submit(_ message: ConsensusMessage) -> Bool { insert(.init(message: message, answer: nil)) }

  /// Hands over a message and waits for what becomes of it, so that whoever sent it can be judged.
  ///
  /// - Returns: nil when it was dropped, because the inbox was full or the service has ended.
  public func receive(_ message: ConsensusMessage) async -> ConsensusDriver.MessageOutcome? {
    await withCheckedContinuation { continuation in
      if !insert(.init(message: message, answer: { continuation.resume(returning: $0) })) { continuation.resume(returning: nil) }
    }
  }

  /// Tells that the chain's head has moved in another way than by this service.
  public func chainAdvanced() {
    queue.async { [core] in core.perform { (driver, now) throws(ConsensusFault) in try driver.chainAdvanced(at: now) } }
  }

  /// Hands over a committed block that the chain has already; see `ConsensusDriver.receive`.
  public func receive(_ block: Block) {
    queue.async { [core] in core.perform { (driver, now) throws(ConsensusFault) in try driver.receive(block, at: now) } }
  }

  /// Begins or ends to take part.
  ///
  /// - Returns: whether the node is as wished; false while another node holds the lease of its key.
  public func setActive(_ isActive: Bool) async -> Bool {
    await ask(false) { (driver, now) throws(ConsensusFault) in try driver.setActive(isActive, at: now) }
  }

  /// Ends to take part, so that another node can.
  ///
  /// - Returns: the ticket for it; nil when this node did not hold the lease.
  public func handOver() async -> HandoverTicket? {
    await ask(nil) { (driver, now) throws(ConsensusFault) in try driver.handOver(at: now) }
  }

  /// Takes part in place of another node.
  ///
  /// - Returns: false when the ticket is not for this delegate, or was used.
  public func takeOver(_ ticket: HandoverTicket) async -> Bool {
    await ask(false) { (driver, now) throws(ConsensusFault) in try driver.takeOver(ticket, at: now) }
  }

  /// What the node does now.
  public var status: ConsensusStatus { core.status.withLock { $0 } }

  private func ask<Answer: Sendable>(
    _ otherwise: Answer, _ body: @escaping @Sendable (ConsensusDriver, Timestamp) throws(ConsensusFault) -> Answer
  ) async -> Answer {
    await withCheckedContinuation { continuation in
      queue.async { [core] in
        var answer = otherwise
        core.perform { (driver, now) throws(ConsensusFault) in answer = try body(driver, now) }
        continuation.resume(returning: answer)
      }
    }
  }

  private func insert(_ entry: MessageInbox.Entry) -> Bool {
    let (isIn, mustDrain) = shared.withLock { shared -> (Bool, Bool) in
      guard !shared.isStopped, shared.inbox.insert(entry) else { return (false, false) }
      defer { shared.isDraining = true }
      return (true, !shared.isDraining)
    }
    if !isIn { metrics?.overflows.increment() }
    if mustDrain { queue.async { [self] in drain() } }
    return isIn
  }

  /// Handles what waits; timers and calls that came meanwhile have their turn after every few messages.
  private func drain() {
    for _ in 0..<16 {
      let entry = shared.withLock { shared -> MessageInbox.Entry? in
        let next = shared.inbox.next()
        if next == nil { shared.isDraining = false }
        return next
      }
      guard let entry else { return }
      let outcome = core.receive(entry.message)
      entry.answer?(outcome)
    }
    queue.async { [self] in drain() }
  }
}
