import ChainCrypto
import ChainTypes
import LibP2P
import PeerNetwork
import Primitives

/// What other nodes may do while this one fetches blocks of them.
extension FuzzTarget {
  /// Events for a planner: a byte says what happens, the next one to which of four peers and of which block or request.
  static let syncPlanner = FuzzTarget(name: "sync-planner") { input in
    var harness = PlannerScript(input)
    while harness.step() {}
  }
}

/// A planner, a chain that it serves, and what happens to them, read from the input.
private struct PlannerScript {
  /// Two chains of blocks that part after the fourth.
  private static let chains: [[Block]] = {
    guard let key = try? PrivateKey([UInt8](repeating: 7, count: 32)).publicKey else { return [] }
    return [0, 1].map { (salt: Int32) in
      var previous = genesis.hash
      return (1...24).map { (height: UInt64) in
        let header = BlockHeader(
          height: height, timestamp: Timestamp(seconds: Int64(height), nanoseconds: height > 4 ? salt : 0), previousHash: previous,
          txRoot: .zero, deltaStateDigest: .zero, receiptRoot: .zero, producer: key, signature: [])
        previous = header.hash
        return Block(header: header, actions: [])
      }
    }
  }()
  private static let genesis = SyncTip(height: 0, hash: .zero)
  private static let peers = (1...4).compactMap { try? PeerID(multihash: [0x12, 0x20] + [UInt8](repeating: $0, count: 32)) }

  private var rest: ArraySlice<UInt8>
  private var planner: BlockSyncPlanner
  private var now: UInt64 = 1
  private var tip = Self.genesis
  /// What the planner asked for, whatever became of it.
  private var requests: [SyncRequestID] = []
  private var connected: Set<PeerID> = []
  /// Blocks given to the chain that it has not answered for.
  private var handed: [Block] = []

  init(_ input: UnsafeRawBufferPointer) {
    rest = [UInt8](input)[...]
    planner = BlockSyncPlanner(configuration: Self.narrow, tip: Self.genesis, seed: 1)
  }

  /// Limits that a short script can reach.
  private static var narrow: SyncConfiguration {
    var limits = SyncConfiguration()
    limits.windowBlocks = 12
    limits.windowBytes = 2000
    limits.maximumHandedBlocks = 6
    limits.maximumHandedBytes = 1500
    limits.maximumBatch = 3
    limits.maximumRequests = 4
    limits.minimumRange = 2
    limits.maximumRange = 5
    limits.maximumUnicastRange = 3
    limits.maximumProbes = 2
    return limits
  }

  /// Lets one thing happen; false at the end of the script.
  mutating func step() -> Bool {
    guard let operation = rest.popFirst() else { return false }
    guard let event = event(operation) else { return true }
    now += UInt64(operation >> 4) * 100_000_000
    for effect in planner.handle(event, at: now) { check(effect) }
    let status = planner.status
    require(status.peers == connected.count, "peers are miscounted")
    // One more asks a second peer for the lowest missing block.
    require(status.requests <= Self.narrow.maximumRequests + 1, "there are too many requests")
    require(status.handedBlocks <= Self.narrow.maximumHandedBlocks, "the chain has too many blocks")
    require(status.bufferedBlocks + status.handedBlocks <= Self.narrow.windowBlocks, "too many blocks wait")
    require(status.height == tip.height, "the planner has another tip")
    return true
  }

  private mutating func event(_ operation: UInt8) -> SyncEvent? {
    let choice = Int(rest.popFirst() ?? 0)
    let peer = Self.peers[choice & 3]
    let block = Self.chains[choice >> 7][(choice >> 2 & 31) % 24]
    let request = requests.isEmpty ? nil : requests[requests.count - 1 - (choice >> 2) % requests.count]
    switch operation & 15 {
    case 0, 1:
      guard connected.insert(peer).inserted else { return nil }
      return .peerConnected(peer, operation & 1 == 0 ? .stream : .unicast)
    case 2:
      connected.remove(peer)
      return .peerDisconnected(peer)
    case 3:
      let heights: [UInt64] = [0, 1, 3, 8, 12, 20, 24, .max]
      return .heightLearnt(peer, heights[choice >> 2 & 7], [.claimed, .hinted, .rumoured][(choice >> 5) % 3])
    case 4, 5: return .blockReceived(block, byteCount: 300, from: peer, request: request)
    case 6: return .blockReceived(block, byteCount: 300, from: peer, request: nil)
    case 7: return .blockAnnounced(block, byteCount: 300, from: peer)
    case 8: return request.map { .requestEnded($0, tip: choice & 1 == 0 ? nil : UInt64(choice >> 3)) }
    case 9: return request.map { .requestFailed($0, [.connection, .busy, .malformed][choice % 3]) }
    case 10: return request.map { .requestTimedOut($0) }
    case 11: return append()
    case 12: return refuse([.invalid, .stale, .notNow][choice % 3])
    case 13:
      let isForward = block.height > tip.height || block.hash == tip.hash
      tip = SyncTip(height: block.height, hash: block.hash)
      handed.removeAll { !isForward || $0.height <= tip.height }
      return .tipAdvanced(tip)
    case 14: return .behind
    default: return .tick
    }
  }

  /// The chain takes the blocks that it was given.
  private mutating func append() -> SyncEvent? {
    guard let last = handed.last else { return nil }
    handed = []
    tip = SyncTip(height: last.height, hash: last.hash)
    return .tipAdvanced(tip)
  }

  /// The chain refuses the first of the blocks that it was given.
  private mutating func refuse(_ refusal: SyncRefusal) -> SyncEvent? {
    guard let first = handed.first else { return nil }
    handed = []
    return .blockRefused(height: first.height, hash: first.hash, refusal)
  }

  private mutating func check(_ effect: SyncEffect) {
    switch effect {
    case .request(let id, let peer, let transport, let range):
      require(connected.contains(peer), "a stranger is asked")
      require(range.lowerBound > tip.height, "a block is asked for that is here")
      let most = transport == .stream ? Self.narrow.maximumRange : max(Self.narrow.maximumUnicastRange, Self.narrow.probeRange)
      require(range.count <= most, "\(range.count) blocks are asked for at once")
      require(!requests.contains(id), "a number is used twice")
      requests.append(id)
    case .append(let batch):
      require((1...Self.narrow.maximumBatch).contains(batch.blocks.count), "a batch has \(batch.blocks.count) blocks")
      for block in batch.blocks {
        let link = handed.last?.hash ?? tip.hash
        require(block.header.previousHash == link, "a batch does not follow the chain")
        handed.append(block)
      }
    case .cancel(let id): require(requests.contains(id), "a request is cancelled that nobody made")
    case .askHeight(let peer): require(connected.contains(peer), "a stranger is asked")
    case .punish(let peer, _): require(Self.peers.contains(peer), "somebody unknown is punished")
    case .phase, .stalled: break
    }
  }
}
