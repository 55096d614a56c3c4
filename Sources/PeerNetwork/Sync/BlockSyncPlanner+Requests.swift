import LibP2P

extension BlockSyncPlanner {
  /// Asks for what is missing.
  mutating func schedule(_ now: UInt64) {
    requestMissing(now)
    hedge(now)
    probe(now)
  }

  private mutating func requestMissing(_ now: UInt64) {
    let limit = target
    while requests.count < configuration.maximumRequests, let first = window.firstMissing(upTo: limit),
      let peer = choosePeer(for: first, now)
    {
      let count = rangeLength(for: peer, from: first, limit: limit, now)
      guard count > 0 else { return }
      let range = window.missingRun(from: first, count: count, upTo: peer.height)
      // The window moves up with every block: wait until the next range is worth a request.
      let isShort = range.upperBound - range.lowerBound + 1 < UInt64(configuration.minimumRange)
      if isShort, range.upperBound == window.top, !requests.isEmpty { return }
      send(range, to: peer, isProbe: false, now)
    }
  }

  /// How many blocks to ask a peer for: what it can send in the target time, within all limits.
  private func rangeLength(for peer: SyncPeer, from first: UInt64, limit: UInt64, _ now: UInt64) -> Int {
    let longest = longestRange(peer.transport)
    let byTime = Int(clamping: configuration.targetRequestTime / max(1000, peer.blockTime))
    let byBytes = max(1, configuration.requestBytes / max(1, blockBytes))
    var count = min(longest, max(configuration.minimumRange, byTime), byBytes)
    // The rest is shared when it is short, so that nobody waits for one peer at the end.
    let others = peers.values.count { $0.height >= first && $0.quarantinedUntil <= now }
    let share = (limit - first) / UInt64(max(1, others)) + 1
    count = min(count, max(configuration.minimumRange, Int(clamping: share)))
    let used = window.bufferedBytes + window.handedBytes + window.requestedCount * blockBytes
    let room = (configuration.windowBytes - used) / max(1, blockBytes)
    if room >= min(count, configuration.minimumRange) { return min(count, room) }
    // The next block for the chain is always asked for: without it nothing that is kept can leave.
    return first == window.handedHeight + 1 ? max(1, min(count, room)) : 0
  }

  private func longestRange(_ transport: SyncTransport) -> Int {
    switch transport {
    case .stream: max(1, configuration.maximumRange)
    // `SyncRequest` has 64 bits for what came.
    case .unicast: max(1, min(64, configuration.maximumUnicastRange))
    }
  }

  /// Asks a second peer for the lowest missing block when the first one is silent.
  private mutating func hedge(_ now: UInt64) {
    let head = window.handedHeight + 1
    guard case .requested(let id) = window[head], let slow = requests.first(where: { $0.id == id }),
      now >= saturating(slow.lastProgress, plus: configuration.hedgeDelay),
      requests.count <= configuration.maximumRequests,
      let peer = choosePeer(for: head, besides: slow.peer, now)
    else { return }
    let count = min(configuration.minimumRange, longestRange(peer.transport))
    let run = window.requestedRun(from: head, by: id, count: count)
    send(run.lowerBound...min(run.upperBound, peer.height), to: peer, isProbe: false, now)
  }

  /// Asks peers that are not known to be higher what comes next, or how high they are.
  private mutating func probe(_ now: UInt64) {
    var probes = 0
    for id in peerOrder {
      guard var peer = peers[id], peer.requests == 0, max(peer.nextProbe, peer.quarantinedUntil) <= now else { continue }
      peer.nextProbe = saturating(now, plus: configuration.probeInterval + random.next() % max(1, configuration.probeInterval / 4))
      peers[id] = peer
      guard peer.height <= window.tip.height, probes < configuration.maximumProbes else { continue }
      switch peer.transport {
      case .stream:
        probes += 1
        effects.append(.askHeight(id))
      case .unicast:
        let first = window.tip.height + 1
        guard case .missing = window[first], requests.count < configuration.maximumRequests else { continue }
        probes += 1
        send(window.missingRun(from: first, count: min(64, configuration.probeRange), upTo: .max), to: peer, isProbe: true, now)
      }
    }
  }

  private mutating func send(_ range: ClosedRange<UInt64>, to peer: SyncPeer, isProbe: Bool, _ now: UInt64) {
    lastRequest += 1
    let id = SyncRequestID(number: lastRequest)
    requests.append(SyncRequest(id: id, peer: peer, range: range, isProbe: isProbe, now: now))
    // Whether anything comes of a probe is open: its heights may be asked of peers that are known to have them.
    if !isProbe { window.request(range, by: id) }
    peers[peer.id]?.requests += 1
    effects.append(.request(id, peer: peer.id, peer.transport, range))
  }

  // MARK: The end of requests

  /// When a request is over although nobody said so.
  func expiry(of request: SyncRequest) -> UInt64 {
    let isSettling = request.transport == .unicast && request.received > 0
    let silence = isSettling ? configuration.settleTimeout : configuration.idleTimeout
    return min(saturating(request.lastProgress, plus: silence), saturating(request.sentAt, plus: configuration.requestTimeout))
  }

  mutating func expireRequests(_ now: UInt64) {
    for request in requests where expiry(of: request) <= now { timeOut(request.id, now) }
  }

  mutating func timeOut(_ id: SyncRequestID, _ now: UInt64) {
    guard let request = requests.first(where: { $0.id == id }) else { return }
    effects.append(.cancel(id))
    finish(request, tip: nil, now)
  }

  mutating func end(_ id: SyncRequestID, tip: UInt64?, _ now: UInt64) {
    guard let request = requests.first(where: { $0.id == id }) else { return }
    finish(request, tip: tip, now)
  }

  mutating func fail(_ id: SyncRequestID, _ failure: SyncRequestFailure, _ now: UInt64) {
    guard let request = requests.first(where: { $0.id == id }) else { return }
    drop(request)
    switch failure {
    case .connection, .busy:
      peers[request.peer]?.quarantinedUntil = saturating(now, plus: configuration.retryDelay)
    case .malformed: punish(request.peer, .malformedMessage, now)
    }
  }

  /// Ends a request that ran its course, and judges what it brought.
  mutating func finish(_ request: SyncRequest, tip: UInt64?, _ now: UInt64) {
    drop(request)
    guard var peer = peers[request.peer] else { return }
    peer.measure(blocks: request.received, sentAt: request.sentAt, now: now)
    let wasClaimed = (peer.claimed ?? 0) >= request.range.lowerBound
    if let tip { peer.claimed = tip }
    peer.nextProbe = saturating(now, plus: configuration.probeInterval)
    if request.received > 0 {
      peer.strikes = 0
      if request.transport == .unicast { extrapolate(request, &peer) }
      peers[peer.id] = peer
    } else {
      // What a probed peer seems to have was learnt after the probe was sent.
      if !request.isProbe {
        peer.hinted = nil
        // The answer may have been lost: a probe tells soon.
        peer.nextProbe = saturating(now, plus: configuration.retryDelay)
      }
      peers[peer.id] = peer
      // Nothing came of what it said it has, or must have. Silence on a guess of ours is no failure.
      let isDue = wasClaimed || peer.proven >= request.range.lowerBound
      let isCovered = request.range.upperBound <= window.tip.height
      if isDue, !request.isProbe, !isCovered, request.sentAt >= peer.lastStrike { strike(peer.id, .deliversNothing, now) }
    }
  }

  /// Guesses the height of a peer that does not tell: everything came, so there is more; or it ended where it ended.
  private func extrapolate(_ request: SyncRequest, _ peer: inout SyncPeer) {
    let last = request.range.upperBound
    if request.isComplete {
      peer.hinted = max(peer.hinted ?? 0, saturating(last, plus: 4 * UInt64(longestRange(.unicast))))
    } else {
      peer.hinted = min(peer.hinted ?? .max, request.range.lowerBound + UInt64(request.received) - 1)
    }
  }

  /// Forgets a request: what it did not bring is missing again.
  mutating func drop(_ request: SyncRequest) {
    requests.removeAll { $0.id == request.id }
    window.release(request.range, of: request.id)
    peers[request.peer]?.requests -= 1
    peers[request.peer]?.remember(request.range)
  }
}
