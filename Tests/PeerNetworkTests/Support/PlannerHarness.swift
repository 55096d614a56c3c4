import ChainTypes
import LibP2P
import Primitives

@testable import PeerNetwork

/// A planner with peers that answer on virtual time, and a chain that appends.
final class PlannerHarness {
  /// How a peer behaves.
  struct Peer {
    var transport = SyncTransport.stream
    /// The last block that it has.
    var height: UInt64
    /// What it says it has.
    var claim: UInt64?
    /// Nanoseconds from the request to the first block, and between blocks.
    var delay: UInt64 = 1_000_000
    var blockTime: UInt64 = 100_000
    /// Blocks per answer at most.
    var limit = 1000
    /// Whether it answers at all.
    var isSilent = false
    /// Sends this instead of its block of a height.
    var forged: [UInt64: Block] = [:]
    /// Answers with blocks so many heights off.
    var shift: UInt64 = 0
    /// Answers the blocks of a unicast request in reverse.
    var isReversed = false
  }

  let chain: SampleBlocks
  var planner: BlockSyncPlanner
  var peers: [PeerID: Peer] = [:]
  var now: UInt64 = 1_000_000_000
  var tip: SyncTip
  private var queue: [(time: UInt64, order: Int, event: SyncEvent)] = []
  private var order = 0
  private var cancelled: Set<SyncRequestID> = []
  private var refusedGeneration = -1
  /// Everything the planner wanted.
  private(set) var punished: [(PeerID, Offence)] = []
  private(set) var stalls: [SyncStall] = []
  private(set) var phases: [SyncPhase] = []
  private(set) var requested: [(peer: PeerID, range: ClosedRange<UInt64>)] = []
  private(set) var mostRequests = 0
  private(set) var mostBuffered = 0
  /// Heights that the chain refuses, as invalid, whatever the block.
  var refusing: [UInt64: SyncRefusal] = [:]
  /// How long the chain takes for a block.
  var appendTime: UInt64 = 10_000

  init(chain: SampleBlocks, configuration: SyncConfiguration = SyncConfiguration(), start: UInt64 = 0, seed: UInt64 = 1) {
    self.chain = chain
    tip = chain.tip(start)
    planner = BlockSyncPlanner(configuration: configuration, tip: tip, seed: seed)
  }

  func connect(_ id: PeerID, _ peer: Peer) {
    peers[id] = peer
    feed(.peerConnected(id, peer.transport))
  }

  func disconnect(_ id: PeerID) {
    peers[id] = nil
    feed(.peerDisconnected(id))
  }

  /// Feeds an event now and does what follows.
  func feed(_ event: SyncEvent) {
    for effect in planner.handle(event, at: now) { perform(effect) }
    mostRequests = max(mostRequests, planner.status.requests)
    mostBuffered = max(mostBuffered, planner.status.bufferedBytes)
  }

  /// Runs until the tip is reached or the time is over.
  ///
  /// - Returns: whether the tip was reached.
  func run(to height: UInt64, within seconds: UInt64) -> Bool {
    let end = now + seconds * 1_000_000_000
    while tip.height < height {
      let nextEvent = queue.indices.min { (queue[$0].time, queue[$0].order) < (queue[$1].time, queue[$1].order) }
      let deadline = planner.nextDeadline
      let eventTime = nextEvent.map { queue[$0].time }
      guard let next = [deadline, eventTime].compactMap({ $0 }).min(), next <= end else { return false }
      now = max(now, next)
      if let nextEvent, eventTime == next { feed(queue.remove(at: nextEvent).event) } else { feed(.tick) }
    }
    return true
  }

  private func later(_ delay: UInt64, _ event: SyncEvent) {
    order += 1
    queue.append((now + delay, order, event))
  }

  private func perform(_ effect: SyncEffect) {
    switch effect {
    case .request(let id, let peerID, let transport, let range):
      requested.append((peerID, range))
      answer(id, peerID, transport, range)
    case .cancel(let id):
      cancelled.insert(id)
      queue.removeAll {
        switch $0.event {
        case .blockReceived(_, _, _, let request): request == id
        case .requestEnded(id, _): true
        default: false
        }
      }
    case .askHeight(let peerID):
      guard let peer = peers[peerID], !peer.isSilent else { return }
      later(peer.delay, .heightLearnt(peerID, peer.claim ?? peer.height, .claimed))
    case .append(let batch): append(batch)
    case .punish(let peer, let offence): punished.append((peer, offence))
    case .phase(let phase): phases.append(phase)
    case .stalled(let stall): stalls.append(stall)
    }
  }

  private func answer(_ id: SyncRequestID, _ peerID: PeerID, _ transport: SyncTransport, _ range: ClosedRange<UInt64>) {
    guard let peer = peers[peerID], !peer.isSilent else { return }
    var delay = peer.delay
    let first = range.lowerBound + peer.shift
    let last = min(range.upperBound + peer.shift, peer.height, first + UInt64(peer.limit) - 1)
    if first <= last {
      var heights = Array(first...last)
      if peer.isReversed { heights.reverse() }
      for height in heights {
        delay += peer.blockTime
        let block = peer.forged[height] ?? chain[height]
        later(delay, .blockReceived(block, byteCount: 500, from: peerID, request: transport == .stream ? id : nil))
      }
    }
    if transport == .stream { later(delay, .requestEnded(id, tip: peer.claim ?? peer.height)) }
  }

  private func append(_ batch: SyncBatch) {
    guard batch.generation > refusedGeneration else { return }
    for block in batch.blocks {
      let refusal = refusing[block.height] ?? (block.hash == chain[block.height].hash ? nil : .invalid)
      if let refusal {
        if block.height > tip.height + 1 { later(appendTime, .tipAdvanced(tip)) }
        refusedGeneration = batch.generation
        later(appendTime, .blockRefused(height: block.height, hash: block.hash, refusal))
        return
      }
      tip = SyncTip(height: block.height, hash: block.hash)
    }
    later(appendTime * UInt64(batch.blocks.count), .tipAdvanced(tip))
  }
}
