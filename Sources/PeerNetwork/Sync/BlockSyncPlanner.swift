import ChainTypes
import LibP2P
import Primitives

/// Decides which blocks to ask whom for, and gives them to the chain in order.
///
/// It is pure: it reads no clock and sends nothing. Feed it events, do the effects in their order, and call it with `tick`
/// at ``nextDeadline``. Times are nanoseconds of any clock that does not go back. Two planners that are fed the same do
/// the same.
///
/// How it works: above the tip lies a window of heights, each missing, asked for, here, or with the chain. Missing ones are
/// asked for in ranges, several at a time, of the peers that are high enough, more of those that answer faster. What comes
/// is kept, within limits of number and bytes, until everything below it is here, and handed over in batches. A request
/// that brings nothing is given to somebody else; the lowest missing block is asked of a second peer early. Peers of
/// v0.5.0 do not say how high they are: what they announce is a hint, and they are asked now and then for what comes next.
///
/// What it does not do: it validates nothing but the link from block to block. Footers, signatures and execution are the
/// chain's, whose refusal comes back as an event.
public struct BlockSyncPlanner: Hashable, Sendable {
  /// The limits.
  public let configuration: SyncConfiguration
  var window: SyncWindow
  var peers: [PeerID: SyncPeer] = [:]
  /// The peers in the order in which they came, so that nothing depends on the order of a dictionary.
  var peerOrder: [PeerID] = []
  /// Requests under way, oldest first.
  var requests: [SyncRequest] = []
  var lastRequest: UInt64 = 0
  /// The size of a block, smoothed.
  var blockBytes = 1024
  /// Grows when a block is refused: batches of earlier generations are no longer wanted.
  public internal(set) var generation = 0
  /// The last heights of the batches that the chain did not answer for yet.
  var batchEnds: [UInt64] = []
  /// Nothing is handed over before.
  var holdUntil: UInt64 = 0
  var random: SeededRandom
  var phase: SyncPhase = .alone
  /// When the chain last grew, or syncing began.
  var lastProgress: UInt64 = 0
  /// When the last stall was reported.
  var lastStall: UInt64 = 0
  /// Blocks refused since the chain last grew.
  var refusals = 0
  /// Who sent blocks that do not follow the tip, since the chain last grew.
  var disagreeing: Set<PeerID> = []
  /// The time of the last event.
  var lastHandled: UInt64 = 0
  /// What the event being handled leads to.
  var effects: [SyncEffect] = []

  /// A planner for a chain that ends at a tip.
  ///
  /// - Parameter seed: decides between equals, so that not all nodes ask the same peer.
  public init(configuration: SyncConfiguration = SyncConfiguration(), tip: SyncTip, seed: UInt64) {
    self.configuration = configuration
    window = SyncWindow(capacity: configuration.windowBlocks, tip: tip)
    random = SeededRandom(seed: seed)
  }

  /// Learns something.
  ///
  /// - Returns: what to do, in order.
  public mutating func handle(_ event: SyncEvent, at now: UInt64) -> [SyncEffect] {
    switch event {
    case .peerConnected(let peer, let transport): connect(peer, transport, now)
    case .peerDisconnected(let peer): disconnect(peer)
    case .heightLearnt(let peer, let height, let basis): learn(height, of: peer, basis)
    case .blockReceived(let block, let byteCount, let peer, let request):
      receive(SyncedBlock(block: block, byteCount: byteCount, peer: peer, isAnnounced: false), answering: request, now)
    case .blockAnnounced(let block, let byteCount, let peer):
      announce(SyncedBlock(block: block, byteCount: byteCount, peer: peer, isAnnounced: true))
    case .requestEnded(let id, let tip): end(id, tip: tip, now)
    case .requestFailed(let id, let failure): fail(id, failure, now)
    case .requestTimedOut(let id): timeOut(id, now)
    case .tipAdvanced(let tip): advance(to: tip, now)
    case .blockRefused(let height, let hash, let refusal): refuse(height, hash, refusal, now)
    case .behind: for id in peerOrder { peers[id]?.nextProbe = now }
    case .tick: break
    }
    expireRequests(now)
    handOver(now)
    schedule(now)
    updatePhase(now)
    lastHandled = now
    defer { effects.removeAll() }
    return effects
  }

  /// When `tick` is due; nil when only an event can change anything.
  public var nextDeadline: UInt64? {
    var deadline: UInt64?
    func consider(_ time: UInt64) { deadline = min(deadline ?? .max, time) }
    for request in requests {
      consider(expiry(of: request))
      if case .requested(request.id) = window[window.handedHeight + 1] {
        let hedge = saturating(request.lastProgress, plus: configuration.hedgeDelay)
        if hedge > lastHandled { consider(hedge) }
      }
    }
    for id in peerOrder {
      guard let peer = peers[id], peer.requests == 0 else { continue }
      consider(max(peer.nextProbe, peer.quarantinedUntil))
    }
    if holdUntil > lastHandled { consider(holdUntil) }
    if case .syncing = phase { consider(saturating(max(lastProgress, lastStall), plus: configuration.stallAfter)) }
    return deadline
  }

  /// Where the node stands, for people and metrics.
  public var status: SyncStatus {
    SyncStatus(
      height: window.tip.height, target: target, phase: phase, peers: peers.count, requests: requests.count,
      bufferedBlocks: window.bufferedCount, bufferedBytes: window.bufferedBytes, handedBlocks: window.handedCount)
  }

  /// The highest height that a peer has or seems to have; at least the tip.
  var target: UInt64 { peers.values.reduce(window.tip.height) { max($0, $1.height) } }
}

/// Where a node stands, for people and metrics.
public struct SyncStatus: Hashable, Sendable {
  /// The last block of the chain.
  public let height: UInt64
  /// The highest height known of.
  public let target: UInt64
  /// What the planner is doing.
  public let phase: SyncPhase
  /// Peers to ask.
  public let peers: Int
  /// Requests under way.
  public let requests: Int
  /// Blocks that wait for others.
  public let bufferedBlocks: Int
  /// Their bytes.
  public let bufferedBytes: Int
  /// Blocks given to the chain and not yet answered.
  public let handedBlocks: Int
}
