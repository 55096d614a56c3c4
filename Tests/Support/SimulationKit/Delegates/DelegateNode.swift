internal import ActPool
internal import Chain
internal import ChainCrypto
internal import ChainTypes
@_spi(Faults) internal import Consensus
internal import PeerNetwork
internal import Primitives
internal import ProtocolKit
@_spi(Faults) internal import RollDPoS
internal import Storage

/// A node of the real software: its chain, pool, consensus and block sync, on a simulated disk, clock and network.
final class DelegateNode: SimulatedNode, AdversaryHost {
  /// The tables of a node's disk.
  static let tables = Chain.tables + ConsensusJournal.tables

  let chain: Chain
  let key: PrivateKey
  let network: DelegateNetwork
  let environment: NodeEnvironment
  /// The actions that wait.
  let pool: ActPool
  private let clock = VirtualClock()
  private let cache: MessageCache
  private let footers: FooterVerifier
  private var driver: ConsensusDriver?
  private var sync: SyncAgent?
  private var adversary: Adversary?
  /// What the machine's timers wait for.
  private var timers: [ConsensusTimer.Kind: (id: TimerID, timer: ConsensusTimer)] = [:]
  /// Whether the consensus committed a block that sync was not told of.
  private var hasCommitted = false
  /// When the adversary acts by itself.
  private var mischief: TimerID?
  /// What the adversary sends later.
  private var delayed: [TimerID: AdversaryMessage] = [:]

  /// A node on whatever its disk holds.
  init(environment: NodeEnvironment, role: NodeRole, network: DelegateNetwork, cache: MessageCache, faults: ConsensusFaults) throws {
    self.environment = environment
    self.network = network
    self.cache = cache
    key = SimulationKeys.node(environment.index)
    let clock = clock
    clock.set(environment.now)
    chain = try Chain(store: environment.disk.store, parameters: network.parameters)
    pool = ActPool(chain: chain, configuration: ActPoolConfiguration(), now: { clock.seconds })
    _ = pool.follow()
    footers =
      faults.acceptsStrangers
      ? FooterVerifier(timing: network.timing, countsOnlyDelegates: false, requiresTurn: !network.shape.rotatesWithRounds)
      : .current(timing: network.timing, rotatesWithRounds: network.shape.rotatesWithRounds)
    let ports = NodePorts(self)
    driver = try ConsensusDriver(
      configuration: .init(timing: network.timing, timeouts: network.timeouts, key: key, holder: "node \(environment.index)"),
      chain: LocalConsensusChain(chain: chain, pool: pool, key: key, timing: network.timing, verifiesInParallel: false),
      transport: ports, timers: ports, journal: ConsensusJournal(store: environment.disk.store, delegate: key.publicKey.address),
      isActive: true, faults: role.isHonest || role == .honestOnLyingDisk ? faults : .none,
      notify: { [unowned self] in note($0) })
    sync = try SyncAgent(environment: environment, chain: chain, interval: network.shape.blockInterval) { [unowned self] in try append($0) }
    if case .byzantine(let behaviours) = role { adversary = Adversary(behaviours, host: self) }
  }

  // MARK: What happens

  func start() throws {
    environment.report(.started(height: chain.head.height, hash: chain.head.hash))
    try driver?.start(at: environment.localTime)
    try sync?.start()
    try tellSync()
    if let adversary { mischief = environment.setTimer(after: adversary.period, label: "adversary") }
  }

  func receive(_ packet: Packet, from sender: Int) throws {
    clock.set(environment.now)
    try take(packet, from: sender)
    try tellSync()
  }

  private func take(_ packet: Packet, from sender: Int) throws {
    switch packet.channel {
    case .consensus: try receiveMessage(packet, from: sender)
    case .block:
      guard let block = try? Block(decoding: packet.bytes) else { return }
      try sync?.announced(block, byteCount: packet.bytes.count, from: sender)
      try driver?.receive(block, at: environment.localTime)
    case .action:
      guard let action = try? SealedAction(decoding: packet.bytes) else { return }
      _ = try? pool.admit(action)
    case .request:
      let answers = try sync?.answers(to: packet) ?? []
      if let adversary {
        adversary.lie(to: packet, from: sender, honest: answers).forEach { transmit($0) }
      } else {
        answers.forEach { environment.send($0, to: sender) }
      }
    case .answer: try sync?.answered(packet, from: sender)
    }
  }

  private func receiveMessage(_ packet: Packet, from sender: Int) throws {
    guard let driver, let message = cache.message(packet) else { return }
    if let adversary { adversary.hear(packet, message).forEach { transmit($0) } }
    if driver.machine.refusal(of: message) == nil, let verified = cache.verified(packet) {
      try driver.receive(verified, at: environment.localTime)
    }
    if message.height > chain.head.height + 1 { try sync?.hint(message.height - 1, from: sender) }
  }

  func timerExpired(_ timer: TimerID) throws {
    clock.set(environment.now)
    if let expired = timers.first(where: { $0.value.id == timer }) {
      timers[expired.key] = nil
      try driver?.fire(expired.value.timer, at: environment.localTime)
    } else if timer == mischief, let adversary {
      mischief = environment.setTimer(after: adversary.period, label: "adversary")
      adversary.act().forEach { transmit($0) }
    } else if let message = delayed.removeValue(forKey: timer) {
      transmit(message)
    } else {
      _ = try sync?.expire(timer)
    }
    try tellSync()
  }

  /// Tells sync of blocks that it did not bring itself.
  private func tellSync() throws {
    guard hasCommitted else { return }
    hasCommitted = false
    try sync?.follow()
  }

  func submit(_ bytes: [UInt8]) throws -> String? {
    clock.set(environment.now)
    guard let action = try? SealedAction(decoding: bytes) else { return "it cannot be decoded" }
    var refusal: String?
    do throws(HandlingError) {
      try pool.admit(action)
      send(Packet(.action, bytes, label: "action"))
    } catch {
      refusal = "\(error)"
    }
    environment.report(.submitted(action: action.hash, refusal: refusal))
    return refusal
  }

  // MARK: What the consensus wants

  fileprivate func broadcast(_ message: ConsensusMessage) {
    let packet = Packet(message)
    if let adversary { adversary.replace(packet, message).forEach { transmit($0) } } else { environment.broadcast(packet) }
  }

  fileprivate func announce(_ block: Block) { send(Packet(announcing: block)) }

  fileprivate func synchronize() { sync?.askAll() }

  fileprivate func set(_ timer: ConsensusTimer, at moment: Timestamp) {
    if let earlier = timers[timer.kind] { environment.cancelTimer(earlier.id) }
    let delay = max(0, moment.nanoseconds(since: environment.localTime) ?? 0)
    timers[timer.kind] = (environment.setTimer(after: UInt64(delay), label: timer.kind.label), timer)
  }

  private func note(_ notice: ConsensusNotice) {
    switch notice {
    case .committed(let block):
      environment.report(.committed(height: block.height, hash: block.hash, block: block))
      hasCommitted = true
    case .equivocation(let proof): environment.record(.noticed, "equivocation", number: proof.height)
    case .stoodDown(let message): environment.record(.noticed, "stood down", number: message.height)
    case .refusedToSign(let intent, _): environment.record(.noticed, "refused to sign", number: intent.round.height)
    case .invalidBlock(let block, _, _): environment.record(.noticed, "invalid block", number: block.height)
    case .mintingImpossible(let round, _): environment.record(.noticed, "cannot mint", number: round.height)
    case .observation(let observation): record(observation)
    case .proposed: break
    }
  }

  private func record(_ observation: ConsensusObservation) {
    switch observation {
    case .roundStarted(let round, _): environment.record(.noticed, "round", number: round.height, digest: UInt64(round.number) + 1)
    case .roundMissed(let round): environment.record(.noticed, "missed round", number: round.height, digest: UInt64(round.number) + 1)
    case .locked(let round, _): environment.record(.noticed, "locked", number: round.height)
    case .unlocked(let round): environment.record(.noticed, "unlocked", number: round.height)
    case .decided, .dropped: break
    }
  }

  // MARK: Blocks

  /// Appends a block that sync brought.
  private func append(_ block: Block) throws -> SyncRefusal? {
    let view = try chain.view()
    guard block.height == view.head.height + 1 else { return .stale }
    do {
      let verified = try VerifiedBlock(verifying: block, parallel: false, known: pool.known(among: block.actions.lazy.map(\.hash)))
      try chain.processor.verifyFooter(of: block, with: footers, parent: view.head, reader: view.reader)
      try chain.append(verified, policy: .history)
    } catch is BlockRejection {
      return .invalid
    } catch BlockError.rejected {
      return .invalid
    }
    environment.report(.committed(height: block.height, hash: block.hash, block: block))
    try driver?.chainAdvanced(at: environment.localTime)
    return nil
  }

  // MARK: Sending

  private func send(_ packet: Packet) {
    if let adversary { adversary.replace(packet, nil).forEach { transmit($0) } } else { environment.broadcast(packet) }
  }

  private func transmit(_ message: AdversaryMessage) {
    guard message.delay == 0 else {
      var later = message
      later.delay = 0
      delayed[environment.setTimer(after: message.delay, label: "late message")] = later
      return
    }
    if let receivers = message.receivers { environment.send(message.packet, to: receivers) } else { environment.broadcast(message.packet) }
  }
}

/// What a driver is connected to; it does not keep its node alive.
private final class NodePorts: ConsensusTransport, ConsensusTimers {
  unowned let node: DelegateNode

  init(_ node: DelegateNode) { self.node = node }

  func broadcast(_ message: ConsensusMessage) { node.broadcast(message) }
  func announce(_ block: Block) { node.announce(block) }
  func synchronize(from height: UInt64) { node.synchronize() }
  func set(_ timer: ConsensusTimer, at moment: Timestamp) { node.set(timer, at: moment) }
}

extension ConsensusTimer.Kind {
  /// Its name in the trace.
  fileprivate var label: StaticString {
    switch self {
    case .mint: "mint"
    case .start: "round start"
    case .block: "end of blocks"
    case .proposalEndorsements: "end of PROPOSAL"
    case .lockEndorsements: "end of LOCK"
    case .repeatCommit: "repeat COMMIT"
    case .retry: "retry"
    }
  }
}
