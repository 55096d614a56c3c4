extension GossipRouter {
  /// Maintenance: forgets what is old, judges broken promises, mends the meshes, and offers messages to peers outside of them.
  mutating func heartbeat(at now: UInt64, _ effects: inout [GossipEffect]) {
    heartbeats &+= 1
    for peer in peers.keys { peers[peer]?.beginHeartbeat() }
    backoffs = backoffs.filter { $0.value > now }
    expirePending(at: now)
    for (peer, count) in promises.takeBroken(at: now) { scores.penalize(peer, by: Double(count)) }
    scores.decay(at: now)
    for peer in connectedPeers { reportIfGraylisted(peer, &effects) }

    for topic in subscriptions {
      dismissBad(topic: topic, at: now, &effects)
      fill(topic: topic, at: now, &effects)
      cut(topic: topic, at: now, &effects)
      fillOutbound(topic: topic, at: now, &effects)
      if heartbeats.isMultiple(of: parameters.opportunisticGraftInterval) { improve(topic: topic, at: now, &effects) }
      offer(topic: topic, except: mesh(of: topic), &effects)
    }
    for topic in fanouts.keys.sorted() {
      guard let fanout = fanouts[topic], now < fanout.lastPublished &+ parameters.fanoutLifetime else {
        fanouts[topic] = nil
        continue
      }
      offer(topic: topic, except: fanout.peers, &effects)
    }
    cache.shift()
    seen.expire(at: now)
  }

  /// Peers with a negative score leave the mesh.
  private mutating func dismissBad(topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    for peer in mesh(of: topic) where scores.score(of: peer) < 0 {
      prune(peer, topic: topic, backoff: parameters.pruneBackoff, at: now, &effects)
    }
  }

  /// A thin mesh is filled.
  private mutating func fill(topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    let count = mesh(of: topic).count
    guard count < parameters.meshLow else { return }
    for peer in graftCandidates(topic: topic, at: now, count: parameters.meshSize - count) {
      graft(peer, topic: topic, at: now, &effects)
    }
  }

  /// A thick mesh is cut: the best stay, then others at random, among them enough that this node called.
  private mutating func cut(topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    let mesh = mesh(of: topic)
    guard mesh.count > parameters.meshHigh else { return }
    let scored = mesh.shuffled(using: &random).map { (peer: $0, score: scores.score(of: $0)) }
    // The sort is stable: equals stay in random order.
    let ranked = scored.sorted { $0.score > $1.score }.map(\.peer)
    let best = Array(ranked.prefix(parameters.meshBestKept))
    let rest = Array(ranked.dropFirst(parameters.meshBestKept)).shuffled(using: &random)
    let outboundMissing = max(0, parameters.meshOutbound - best.count { isOutbound($0) })
    let outbound = rest.filter { isOutbound($0) }.prefix(min(outboundMissing, parameters.meshSize - best.count))
    let others = rest.filter { !outbound.contains($0) }.prefix(max(0, parameters.meshSize - best.count - outbound.count))
    let kept = Set(best).union(outbound).union(others)
    for peer in mesh where !kept.contains(peer) {
      prune(peer, topic: topic, backoff: parameters.pruneBackoff, at: now, &effects)
    }
  }

  /// A mesh made of callers only could be an attacker's: peers that this node called are added.
  private mutating func fillOutbound(topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    let mesh = mesh(of: topic)
    guard mesh.count >= parameters.meshLow else { return }
    let missing = parameters.meshOutbound - mesh.count { isOutbound($0) }
    guard missing > 0 else { return }
    let candidates = subscribers(of: topic).filter { isOutbound($0) && mayGraft($0, topic: topic, at: now) }
    for peer in candidates.shuffled(using: &random).prefix(missing) { graft(peer, topic: topic, at: now, &effects) }
  }

  /// A mesh of poor peers takes in better ones.
  private mutating func improve(topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    let sorted = mesh(of: topic).map { scores.score(of: $0) }.sorted()
    guard sorted.count > 1 else { return }
    let median = sorted[sorted.count / 2]
    guard median < parameters.scoring.opportunisticGraftThreshold else { return }
    let candidates = subscribers(of: topic).filter { mayGraft($0, topic: topic, at: now) && scores.score(of: $0) > median }
    for peer in candidates.shuffled(using: &random).prefix(parameters.opportunisticGraftPeers) {
      graft(peer, topic: topic, at: now, &effects)
    }
  }

  /// Tells some peers outside the mesh which messages there are.
  private mutating func offer(topic: String, except mesh: [PeerID], _ effects: inout [GossipEffect]) {
    let ids = cache.gossipIDs(topic: topic)
    guard !ids.isEmpty else { return }
    let candidates = subscribers(of: topic).filter { peer in
      peers[peer]?.hasMesh == true && !mesh.contains(peer) && !parameters.directPeers.contains(peer) && isGoodForGossip(peer)
    }
    let count = max(parameters.gossipPeers, Int(parameters.gossipFactor * Double(candidates.count)))
    for peer in candidates.shuffled(using: &random).prefix(count) {
      // Too many: everybody is told of others, so that together they hear of all.
      let told = ids.count > parameters.idsPerHeartbeat ? Array(ids.shuffled(using: &random).prefix(parameters.idsPerHeartbeat)) : ids
      effects.append(.send(GossipRPC(control: GossipControl(ihave: [GossipControl.IHave(topic: topic, ids: told)])), to: peer))
    }
  }

  private func isOutbound(_ peer: PeerID) -> Bool { peers[peer]?.isOutbound ?? false }
}
