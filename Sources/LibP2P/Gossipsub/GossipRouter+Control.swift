extension GossipRouter {
  /// Reads control messages: offers, requests, GRAFT, PRUNE.
  mutating func receive(_ control: GossipControl, from peer: PeerID, at now: UInt64, _ effects: inout [GossipEffect]) {
    if !control.ihave.isEmpty { receiveOffers(control.ihave, from: peer, at: now, &effects) }
    if !control.iwant.isEmpty { receiveRequests(control.iwant, from: peer, &effects) }
    for topic in control.graft { receiveGraft(topic, from: peer, at: now, &effects) }
    for prune in control.prune { receivePrune(prune, from: peer, at: now) }
  }

  /// Asks for what is new among the offered messages.
  private mutating func receiveOffers(
    _ offers: [GossipControl.IHave], from peer: PeerID, at now: UInt64, _ effects: inout [GossipEffect]
  ) {
    guard var state = peers[peer], isGoodForGossip(peer) else { return }
    state.offers += offers.count
    defer { peers[peer] = state }
    guard state.offers <= parameters.offersPerHeartbeat else {
      limited(peer)
      return
    }
    var wanted: [MessageID] = []
    var known: Set<MessageID> = []
    for offer in offers where meshes[offer.topic] != nil {
      for id in offer.ids where !seen.contains(id) && pending[id] == nil && known.insert(id).inserted { wanted.append(id) }
    }
    // In random order, so that a peer cannot choose which of too many are asked for.
    let room = parameters.idsPerHeartbeat - state.idsRequested
    if wanted.count > room {
      if room <= 0 { limited(peer) }
      wanted = Array(wanted.shuffled(using: &random).prefix(max(0, room)))
    }
    guard !wanted.isEmpty, state.speaks != nil else { return }
    state.idsRequested += wanted.count
    statistics.requested &+= UInt64(wanted.count)
    promises.add(wanted, from: peer, deadline: now &+ parameters.promiseTime, random: &random)
    effects.append(.send(GossipRPC(control: GossipControl(iwant: [wanted])), to: peer))
  }

  /// Sends what a peer asks for, as far as it is still there and was not sent too often.
  private mutating func receiveRequests(_ requests: [[MessageID]], from peer: PeerID, _ effects: inout [GossipEffect]) {
    guard var state = peers[peer], state.speaks != nil, isGoodForGossip(peer) else { return }
    defer { peers[peer] = state }
    var messages: [GossipMessage] = []
    for id in requests.joined() {
      state.requests += 1
      guard state.requests <= parameters.requestsPerHeartbeat else {
        limited(peer)
        break
      }
      if let message = cache.message(id, for: peer, limit: parameters.retransmissions) { messages.append(message) }
    }
    guard !messages.isEmpty else { return }
    statistics.retransmitted &+= UInt64(messages.count)
    effects.append(.send(GossipRPC(messages: messages), to: peer))
  }

  /// Lets a peer into the mesh that has this node in its own, or sends it away.
  private mutating func receiveGraft(_ topic: String, from peer: PeerID, at now: UInt64, _ effects: inout [GossipEffect]) {
    peers[peer]?.grafts += 1
    guard let state = peers[peer], state.grafts <= parameters.graftsPerHeartbeat else {
      limited(peer)
      return
    }
    // Nothing can be answered before our stream is open; such a peer is grafted when it is, if it is needed.
    guard state.speaks != nil else { return }
    guard let mesh = meshes[topic] else {
      // Gossipsub 1.1 stays silent on unknown topics; peers of 1.0 expect the answer.
      if !state.knowsBackoff, state.hasMesh {
        effects.append(.send(GossipRPC(control: GossipControl(prune: [GossipControl.Prune(topic: topic)])), to: peer))
      }
      return
    }
    guard !mesh.contains(peer) else { return }
    if parameters.directPeers.contains(peer) || !state.hasMesh || !state.topics.contains(topic) {
      prune(peer, topic: topic, backoff: parameters.pruneBackoff, at: now, &effects)
    } else if state.knowsBackoff && isBackedOff(peer, topic: topic, at: now) {
      limited(peer)
      prune(peer, topic: topic, backoff: parameters.pruneBackoff, at: now, &effects)
    } else if scores.score(of: peer) < 0 || (mesh.count >= parameters.meshHigh && !state.isOutbound) {
      prune(peer, topic: topic, backoff: parameters.pruneBackoff, at: now, &effects)
    } else {
      addToMesh(peer, topic: topic, at: now)
    }
  }

  /// A peer has this node no longer in its mesh: neither is it in ours, and it is left alone for as long as it asks.
  private mutating func receivePrune(_ prune: GossipControl.Prune, from peer: PeerID, at now: UInt64) {
    guard meshes[prune.topic] != nil else { return }
    let wasIn = removeFromMesh(peer, topic: prune.topic, at: now)
    if let seconds = prune.backoffSeconds {
      let (nanoseconds, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      let asked = overflows ? parameters.longestBackoff : min(nanoseconds, parameters.longestBackoff)
      setBackoff(peer, topic: prune.topic, asked, at: now)
    } else if wasIn {
      let legacy = peers[peer]?.knowsBackoff != true
      setBackoff(peer, topic: prune.topic, legacy ? parameters.legacyBackoff : parameters.pruneBackoff, at: now)
    }
  }

  /// Whether a peer's score allows offers and requests.
  func isGoodForGossip(_ peer: PeerID) -> Bool {
    parameters.directPeers.contains(peer) || scores.score(of: peer) >= parameters.scoring.gossipThreshold
  }
}
