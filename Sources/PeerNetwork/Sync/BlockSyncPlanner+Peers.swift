import LibP2P

extension BlockSyncPlanner {
  mutating func connect(_ id: PeerID, _ transport: SyncTransport, _ now: UInt64) {
    guard peers[id] == nil else { return }
    peers[id] = SyncPeer(id: id, transport: transport, now: now)
    peerOrder.append(id)
  }

  mutating func disconnect(_ id: PeerID) {
    guard peers[id] != nil else { return }
    for request in requests where request.peer == id {
      effects.append(.cancel(request.id))
      drop(request)
    }
    peers[id] = nil
    peerOrder.removeAll { $0 == id }
    disagreeing.remove(id)
  }

  mutating func learn(_ height: UInt64, of id: PeerID, _ basis: SyncHeightBasis) {
    guard var peer = peers[id] else { return }
    switch basis {
    case .claimed: peer.claimed = height
    case .hinted: peer.hinted = max(peer.hinted ?? 0, height)
    case .rumoured:
      guard height > saturating(window.tip.height, plus: 1) else { return }
      peer.hinted = max(peer.hinted ?? 0, height)
    }
    peers[id] = peer
  }

  /// Keeps a peer from being asked for a while; after several failures in a row it is reported.
  mutating func strike(_ id: PeerID, _ offence: Offence, _ now: UInt64) {
    guard var peer = peers[id] else { return }
    peer.strikes += 1
    peer.lastStrike = now
    peer.claimed = nil
    peer.hinted = nil
    // The first time may be an accident, such as a lost stream. The product stays small: strikes start again at the limit.
    let pause = peer.strikes == 1 ? configuration.retryDelay : configuration.quarantine * UInt64(peer.strikes)
    peer.quarantinedUntil = saturating(now, plus: pause)
    if peer.strikes > 1 { peer.proven = 0 }
    if peer.strikes >= configuration.maximumStrikes {
      peer.strikes = 0
      effects.append(.punish(id, offence))
    }
    peers[id] = peer
  }

  /// Reports a peer at once, and gives up what it was asked for.
  mutating func punish(_ id: PeerID, _ offence: Offence, _ now: UInt64) {
    effects.append(.punish(id, offence))
    for request in requests where request.peer == id {
      drop(request)
      effects.append(.cancel(request.id))
    }
    peers[id]?.proven = 0
    peers[id]?.quarantinedUntil = saturating(now, plus: configuration.quarantine)
  }

  /// The peer to ask for a height: the one that should answer first.
  mutating func choosePeer(for height: UInt64, besides excluded: PeerID? = nil, _ now: UInt64) -> SyncPeer? {
    var best: SyncPeer?
    var bestCost: UInt64 = .max
    var fastest: UInt64 = .max
    var ties: UInt64 = 0
    for id in peerOrder {
      guard let peer = peers[id], peer.height >= height, peer.quarantinedUntil <= now, id != excluded else { continue }
      fastest = min(fastest, peer.blockTime)
      guard peer.requests < configuration.maximumRequestsPerPeer else { continue }
      let cost = peer.blockTime * UInt64(peer.requests + 1)
      if cost == bestCost { ties += 1 } else if cost < bestCost { ties = 1 }
      if cost < bestCost || (cost == bestCost && random.next() % ties == 0) {
        best = peer
        bestCost = cost
      }
    }
    // A much slower peer would only hold up what the fast ones bring.
    guard let best, excluded != nil || best.blockTime / 8 <= fastest else { return nil }
    return best
  }
}
