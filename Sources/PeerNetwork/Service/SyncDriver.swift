import ChainTypes
import LibP2P

/// Does what a ``BlockSyncPlanner`` wants: asks peers over the transport, and feeds the chain.
///
/// The planner and the running requests belong to this actor. It calls nothing while it looks at the planner's effects, so
/// they are begun in their order; appending is one task that takes batches one by one.
actor SyncDriver {
  private var planner: BlockSyncPlanner
  private let transport: any PeerTransport
  private let names: NetworkNames
  private let limits: MessageLimits
  private let delegate: any PeerNetworkDelegate
  private let clock: MonotonicClock
  /// Sends an envelope to a peer.
  private let sendRequest: @Sendable (BlockRequest, PeerID) async throws -> Void
  private let punish: @Sendable (PeerID, Offence) async -> Void
  private let fetched: @Sendable (Int) -> Void
  private var tasks: [SyncRequestID: Task<Void, Never>] = [:]
  /// Questions for heights, by peer.
  private var questions: [PeerID: Task<Void, Never>] = [:]
  /// Requests by unicast under way, by peer: only those peers may send blocks.
  private var expected: [SyncRequestID: PeerID] = [:]
  private let batches: AsyncStream<SyncBatch>.Continuation
  private let batchQueue: AsyncStream<SyncBatch>
  private let reports: AsyncStream<Report>.Continuation
  private let reportQueue: AsyncStream<Report>
  private var isStopped = false

  /// What others are told, in order.
  private enum Report: Sendable {
    case phase(SyncPhase)
    case stall(SyncStall)
    case offence(PeerID, Offence)
  }

  init(
    planner: BlockSyncPlanner, transport: any PeerTransport, names: NetworkNames, limits: MessageLimits,
    delegate: any PeerNetworkDelegate, clock: MonotonicClock,
    sendRequest: @escaping @Sendable (BlockRequest, PeerID) async throws -> Void,
    punish: @escaping @Sendable (PeerID, Offence) async -> Void, fetched: @escaping @Sendable (Int) -> Void
  ) {
    self.planner = planner
    self.transport = transport
    self.names = names
    self.limits = limits
    self.delegate = delegate
    self.clock = clock
    self.sendRequest = sendRequest
    self.punish = punish
    self.fetched = fetched
    // The planner has no more than two batches of a generation under way.
    (batchQueue, batches) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    // Only the newest reports matter when nobody keeps up.
    (reportQueue, reports) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
  }

  /// Where the node stands.
  var status: SyncStatus { planner.status }

  /// Learns something, and begins what follows.
  func feed(_ event: SyncEvent) {
    guard !isStopped else { return }
    for effect in planner.handle(event, at: clock.now) { begin(effect) }
  }

  /// Learns several things.
  func feed(_ events: [SyncEvent]) {
    for event in events { feed(event) }
  }

  /// Whether blocks of a peer are awaited by unicast; others need not be read.
  func expectsUnicast(from peer: PeerID) -> Bool { expected.values.contains(peer) }

  /// Appends what the planner hands over and reports what it finds, and looks at the time, until cancelled.
  func run(tick: Duration) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.appendBatches() }
      group.addTask { await self.report() }
      group.addTask {
        while !Task.isCancelled {
          try? await Task.sleep(for: tick)
          await self.feed(.tick)
        }
      }
    }
    stop()
  }

  private func stop() {
    isStopped = true
    for task in tasks.values { task.cancel() }
    for task in questions.values { task.cancel() }
    tasks.removeAll()
    questions.removeAll()
  }

  private func begin(_ effect: SyncEffect) {
    switch effect {
    case .request(let id, let peer, .stream, let range):
      tasks[id] = Task { await self.fetch(id, range, from: peer) }
    case .request(let id, let peer, .unicast, let range):
      expected[id] = peer
      tasks[id] = Task { await self.ask(id, range, of: peer) }
    case .cancel(let id):
      expected[id] = nil
      tasks.removeValue(forKey: id)?.cancel()
    case .askHeight(let peer):
      guard questions[peer] == nil else { return }
      questions[peer] = Task { await self.askHeight(of: peer) }
    case .append(let batch): batches.yield(batch)
    case .punish(let peer, let offence): reports.yield(.offence(peer, offence))
    case .phase(let phase): reports.yield(.phase(phase))
    case .stalled(let stall): reports.yield(.stall(stall))
    }
  }

  private func appendBatches() async {
    for await batch in batchQueue where batch.generation == planner.generation {
      let outcome = await delegate.append(batch.blocks)
      feed(.tipAdvanced(outcome.tip))
      guard let refusal = outcome.refusal else { continue }
      feed(.blockRefused(height: refusal.block.height, hash: refusal.block.hash, refusal.reason))
    }
  }

  private func report() async {
    for await report in reportQueue {
      switch report {
      case .phase(let phase): await delegate.syncPhaseChanged(to: phase)
      case .stall(let stall): await delegate.syncStalled(stall)
      case .offence(let peer, let offence): await punish(peer, offence)
      }
    }
  }

  private func askHeight(of peer: PeerID) async {
    let reader = BlockStreamReader(transport: transport, protocolID: names.blockStreamProtocol, limits: limits)
    if let height = try? await reader.tip(of: peer) { feed(.heightLearnt(peer, height, .claimed)) }
    questions[peer] = nil
  }

  private func ask(_ id: SyncRequestID, _ range: ClosedRange<UInt64>, of peer: PeerID) async {
    do {
      try await sendRequest(BlockRequest(range), peer)
    } catch {
      expected[id] = nil
      feed(.requestFailed(id, .connection))
    }
    tasks[id] = nil
  }

  private func fetch(_ id: SyncRequestID, _ range: ClosedRange<UInt64>, from peer: PeerID) async {
    let reader = BlockStreamReader(transport: transport, protocolID: names.blockStreamProtocol, limits: limits)
    let result = await reader.fetch(range, from: peer) { blocks in
      self.fetched(blocks.count)
      await self.feed(blocks.map { .blockReceived($0.block, byteCount: $0.byteCount, from: peer, request: id) })
    }
    tasks[id] = nil
    guard !Task.isCancelled else { return }
    switch result {
    case .ended(let tip): feed(.requestEnded(id, tip: tip))
    case .failed(let failure): feed(.requestFailed(id, failure))
    }
  }
}
