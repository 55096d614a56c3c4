import ChainTypes
import LibP2P
import Primitives

extension BlockSyncPlanner {
  /// Takes a block that came as an answer.
  mutating func receive(_ block: SyncedBlock, answering id: SyncRequestID?, _ now: UInt64) {
    let height = block.block.height
    guard let index = requests.firstIndex(where: { isAnswer(to: $0, block, id) }) else {
      late(block, answering: id, now)
      return
    }
    guard requests[index].accept(height, now: now) else {
      // By unicast the same block may come twice; on a stream the order was broken.
      if id != nil { punish(block.peer, .wrongRange, now) }
      return
    }
    keep(block)
    peers[block.peer]?.prove(height)
    if requests[index].isComplete {
      let request = requests[index]
      // On a stream the end comes with the server's tip.
      guard request.transport == .unicast else { return }
      effects.append(.cancel(request.id))
      finish(request, tip: nil, now)
    }
  }

  private func isAnswer(to request: SyncRequest, _ block: SyncedBlock, _ id: SyncRequestID?) -> Bool {
    guard request.peer == block.peer else { return false }
    if let id { return request.id == id }
    return request.transport == .unicast && request.range.contains(block.block.height)
  }

  /// Takes a block whose request is over; one that was never asked for is an offence.
  private mutating func late(_ block: SyncedBlock, answering id: SyncRequestID?, _ now: UInt64) {
    let height = block.block.height
    guard height > window.tip.height else { return }
    if peers[block.peer]?.recentRanges.contains(where: { $0.contains(height) }) == true {
      keep(block)
    } else if id == nil {
      punish(block.peer, .unsolicitedBlock, now)
    }
  }

  private mutating func keep(_ block: SyncedBlock) {
    blockBytes = max(1, (blockBytes * 15 + block.byteCount) / 16)
    window.insert(block)
    window.trim(toBytes: configuration.windowBytes)
  }

  /// Takes a block that was announced to everybody.
  mutating func announce(_ block: SyncedBlock) {
    let height = block.block.height
    learn(height, of: block.peer, .hinted)
    guard height > window.tip.height, height - window.tip.height <= UInt64(configuration.announcementWindow) else { return }
    window.insert(block)
    window.trim(toBytes: configuration.windowBytes)
  }

  /// Gives the chain what comes next.
  mutating func handOver(_ now: UInt64) {
    guard now >= holdUntil else { return }
    while window.handedCount < configuration.maximumHandedBlocks, window.handedBytes < configuration.maximumHandedBytes {
      // A second batch waits while the chain works on the first one; more would only wait longer.
      if batchEnds.count > 1 || (batchEnds.count == 1 && window.bufferedCount < configuration.maximumBatch / 4) { return }
      let count = min(configuration.maximumBatch, configuration.maximumHandedBlocks - window.handedCount)
      switch window.takeNext(count: count, bytes: configuration.maximumHandedBytes - window.handedBytes) {
      case .nothing: return
      case .blocks(let blocks):
        batchEnds.append(window.handedHeight)
        effects.append(.append(SyncBatch(generation: generation, blocks: blocks.map(\.block))))
      case .unlinked(let block):
        disagreeing.insert(block.peer)
        window.removeBlocks(of: block.peer)
        if !block.isAnnounced { punish(block.peer, .unlinkedBlock, now) }
      }
    }
  }

  /// Notes that the chain grew.
  mutating func advance(to tip: SyncTip, _ now: UInt64) {
    if tip.height > window.tip.height {
      lastProgress = now
      refusals = 0
      disagreeing.removeAll()
    }
    window.move(to: tip)
    batchEnds.removeAll { $0 <= tip.height }
    if window.handedCount == 0 { batchEnds.removeAll() }
    for request in requests where request.range.upperBound <= tip.height && !request.isComplete {
      effects.append(.cancel(request.id))
      drop(request)
    }
  }

  /// Takes back what was handed over, from a block on that the chain did not append.
  mutating func refuse(_ height: UInt64, _ hash: Hash256, _ refusal: SyncRefusal, _ now: UInt64) {
    generation += 1
    batchEnds.removeAll()
    window.takeBack()
    // The chain may have got the block in another way meanwhile; then the rest is simply handed over again.
    guard case .buffered(let refused) = window[height], refused.block.hash == hash else { return }
    switch refusal {
    case .invalid:
      refusals += 1
      window.remove(height)
      guard !refused.isAnnounced else { return }
      window.removeBlocks(of: refused.peer)
      punish(refused.peer, .invalidBlock, now)
    case .stale, .notNow: holdUntil = saturating(now, plus: configuration.retryDelay)
    }
  }
}
