extension GossipRouter {
  /// Reads an RPC: subscriptions first, then messages, then control, as the reference does.
  mutating func receive(_ rpc: GossipRPC, from peer: PeerID, at now: UInt64, _ effects: inout [GossipEffect]) {
    guard peer != local, ensure(peer, at: now) else { return }
    if reportIfGraylisted(peer, &effects) {
      statistics.graylisted &+= 1
      return
    }
    if rpc.ignoredEntryCount > 0 { limited(peer, count: rpc.ignoredEntryCount) }
    receiveSubscriptions(rpc.subscriptions, from: peer, at: now, &effects)
    for message in rpc.messages { receive(message, from: peer, at: now, &effects) }
    if let control = rpc.control { receive(control, from: peer, at: now, &effects) }
    reportIfGraylisted(peer, &effects)
  }

  private mutating func receive(_ message: GossipMessage, from peer: PeerID, at now: UInt64, _ effects: inout [GossipEffect]) {
    let id = message.id
    if seen.contains(id) {
      statistics.duplicates &+= 1
      let topics = recentDeliveries.credit(id, to: peer, at: now)
      if !topics.isEmpty { scores.nearDelivery(peer, topics: topics) }
      return
    }
    if pending[id] != nil {
      receiveAgain(message, id, from: peer)
      return
    }
    let topics = message.topics
    guard let author = message.author, message.signature != nil else {
      statistics.unusable &+= 1
      scores.invalidMessage(peer, topics: topics.filter { meshes[$0] != nil })
      return
    }
    // This node's own messages come back after a restart, when it no longer knows them; nobody is to blame.
    guard author != local, topics.contains(where: { meshes[$0] != nil }) else {
      statistics.unusable &+= 1
      return
    }
    guard peers[peer]?.newMessages.admit(at: now) == true else {
      statistics.overflowed &+= 1
      scores.penalize(peer, by: 0.01)
      return
    }
    guard pending.count < parameters.pendingMessages else {
      statistics.overflowed &+= 1
      return
    }
    promises.fulfil(id)
    pending[id] = PendingMessage(message: message, source: peer, arrival: now)
    statistics.checked &+= 1
    effects.append(.validate(message, id, from: peer))
  }

  /// A copy of a message that is being checked, or another message that claims the same id.
  private mutating func receiveAgain(_ message: GossipMessage, _ id: MessageID, from peer: PeerID) {
    statistics.duplicates &+= 1
    guard let known = pending[id] else { return }
    if known.message == message {
      if known.source != peer && !known.others.contains(peer) { pending[id]?.others.append(peer) }
    } else if known.alternatives.count < PendingMessage.alternativeLimit, message.author != nil, message.signature != nil,
      !known.alternatives.contains(where: { $0.message == message })
    {
      pending[id]?.alternatives.append(PendingMessage.Alternative(message: message, source: peer))
    }
  }

  /// A message was checked: deliver and forward it, or drop it and judge who sent it.
  mutating func validated(
    _ id: MessageID, _ verdict: GossipVerdict, _ priority: GossipPriority, at now: UInt64, _ effects: inout [GossipEffect]
  ) {
    guard let entry = pending.removeValue(forKey: id) else { return }
    let topics = entry.message.topics.filter { meshes[$0] != nil }
    let senders = [entry.source] + entry.others
    switch verdict {
    case .accept:
      guard seen.insert(id, at: now) else { return }
      statistics.accepted &+= 1
      scores.firstDelivery(entry.source, topics: topics)
      for peer in entry.others { scores.nearDelivery(peer, topics: topics) }
      recentDeliveries.add(id, topics: topics, from: senders, at: now)
      cache.put(entry.message, id: id, topics: topics)
      effects.append(.deliver(entry.message, from: entry.source))
      let targets = forwardTargets(entry.message, topics: topics, except: senders)
      if !targets.isEmpty { effects.append(.forward(entry.message, priority, to: targets)) }
    case .ignore:
      _ = seen.insert(id, at: now)
      statistics.ignored &+= 1
    case .reject:
      _ = seen.insert(id, at: now)
      statistics.rejected &+= 1
      blame(senders, topics: topics, &effects)
    case .badSignature:
      statistics.badSignatures &+= 1
      blame(senders, topics: topics, &effects)
      checkAlternative(entry, id, at: now, &effects)
    }
  }

  /// This node's own message: to the mesh, and to others where that is asked for or the mesh is thin.
  mutating func publish(_ message: GossipMessage, _ priority: GossipPriority, at now: UInt64, _ effects: inout [GossipEffect]) {
    let id = message.id
    guard seen.insert(id, at: now) else { return }
    statistics.published &+= 1
    let topics = message.topics
    cache.put(message, id: id, topics: topics)
    var targets: [PeerID] = []
    var chosen: Set<PeerID> = [local]
    for topic in topics {
      let candidates: [PeerID]
      if parameters.floodPublishing == .always || (parameters.floodPublishing == .urgent && priority == .urgent) {
        candidates = subscribers(of: topic).filter { mayPublish(to: $0) || mesh(of: topic).contains($0) }
      } else {
        candidates = publishTargets(topic: topic, at: now)
      }
      for peer in candidates where peers[peer]?.speaks != nil && chosen.insert(peer).inserted { targets.append(peer) }
    }
    if !targets.isEmpty { effects.append(.forward(message, priority, to: targets)) }
  }

  /// Whether a peer is good enough for this node's own messages.
  func mayPublish(to peer: PeerID) -> Bool {
    parameters.directPeers.contains(peer) || scores.score(of: peer) >= parameters.scoring.publishThreshold
  }

  /// Messages whose validation takes too long are forgotten, not taken for seen.
  mutating func expirePending(at now: UInt64) {
    for (id, entry) in pending where now > entry.arrival && now - entry.arrival > parameters.validationTime { pending[id] = nil }
  }

  private mutating func blame(_ senders: [PeerID], topics: [String], _ effects: inout [GossipEffect]) {
    for peer in senders {
      scores.invalidMessage(peer, topics: topics)
      reportIfGraylisted(peer, &effects)
    }
  }

  /// The first message of an id was forged: check the next one that claims it.
  private mutating func checkAlternative(_ forged: PendingMessage, _ id: MessageID, at now: UInt64, _ effects: inout [GossipEffect]) {
    guard let next = forged.alternatives.first else { return }
    var entry = PendingMessage(message: next.message, source: next.source, arrival: now)
    entry.alternatives = Array(forged.alternatives.dropFirst())
    pending[id] = entry
    statistics.checked &+= 1
    effects.append(.validate(next.message, id, from: next.source))
  }

  /// Who gets a message of somebody else: the meshes, all floodsub peers and direct peers, but not who has it.
  private func forwardTargets(_ message: GossipMessage, topics: [String], except senders: [PeerID]) -> [PeerID] {
    var targets: [PeerID] = []
    var chosen = Set(senders)
    chosen.insert(local)
    if let author = message.author { chosen.insert(author) }
    for topic in topics {
      for peer in meshes[topic] ?? [] where chosen.insert(peer).inserted { targets.append(peer) }
      for peer in alwaysServed(topic: topic) where chosen.insert(peer).inserted { targets.append(peer) }
    }
    return targets
  }

  /// Subscribers outside of the mesh's rules: those of floodsub, and direct peers.
  private func alwaysServed(topic: String) -> [PeerID] {
    guard hasAlwaysServed else { return [] }
    return subscribers(of: topic).filter { peer in
      guard let speaks = peers[peer]?.speaks else { return false }
      return parameters.directPeers.contains(peer) || (speaks == .floodsub && mayPublish(to: peer))
    }
  }

  private mutating func publishTargets(topic: String, at now: UInt64) -> [PeerID] {
    var targets = alwaysServed(topic: topic)
    if let mesh = meshes[topic] {
      targets += mesh
      // A mesh that is not complete yet, such as at start, must not be the only way out.
      let missing = parameters.meshSize - mesh.count
      if missing > 0 { targets += randomPublishTargets(topic: topic, count: missing, except: mesh) }
      return targets
    }
    var fanout = fanouts[topic] ?? GossipFanout(peers: [], lastPublished: now)
    let known = subscribers[topic] ?? []
    fanout.peers.removeAll { !known.contains($0) || !mayPublish(to: $0) }
    let missing = parameters.meshSize - fanout.peers.count
    if missing > 0 { fanout.peers += randomPublishTargets(topic: topic, count: missing, except: fanout.peers) }
    fanout.lastPublished = now
    fanouts[topic] = fanout
    return targets + fanout.peers
  }

  /// Up to `count` more subscribers who can be in meshes, drawn at random.
  private mutating func randomPublishTargets(topic: String, count: Int, except known: [PeerID]) -> [PeerID] {
    let candidates = subscribers(of: topic).filter { peer in
      peers[peer]?.hasMesh == true && !parameters.directPeers.contains(peer) && mayPublish(to: peer) && !known.contains(peer)
    }
    return Array(candidates.shuffled(using: &random).prefix(count))
  }
}
