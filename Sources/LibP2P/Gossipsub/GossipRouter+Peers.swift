extension GossipRouter {
  /// A stream to the peer is open: tell it our topics, which it wants first, and let it into meshes that need somebody.
  mutating func connect(
    _ peer: PeerID, _ speaks: GossipProtocol, isOutbound: Bool, address: String?, at now: UInt64, _ effects: inout [GossipEffect]
  ) {
    guard peer != local, ensure(peer, at: now) else { return }
    if peers[peer]?.speaks == .floodsub { floodsubPeerCount -= 1 }
    if speaks == .floodsub { floodsubPeerCount += 1 }
    peers[peer]?.speaks = speaks
    peers[peer]?.isOutbound = isOutbound
    scores.connect(peer, address: address)
    let hello = subscriptions.map { GossipRPC.Subscription(topic: $0, isSubscribed: true) }
    effects.append(.send(GossipRPC(subscriptions: hello), to: peer))
    for topic in peers[peer]?.topics.sorted() ?? [] { graftIfNeeded(peer, topic: topic, at: now, &effects) }
  }

  /// The peer is gone: it leaves all meshes; its score may be remembered.
  mutating func disconnect(_ peer: PeerID, at now: UInt64) {
    guard let state = peers.removeValue(forKey: peer) else { return }
    if state.speaks == .floodsub { floodsubPeerCount -= 1 }
    for topic in state.topics { removeSubscriber(peer, topic: topic) }
    for topic in meshes.keys.sorted() { _ = removeFromMesh(peer, topic: topic, at: now) }
    for topic in fanouts.keys { fanouts[topic]?.peers.removeAll { $0 == peer } }
    promises.remove(peer)
    scores.disconnect(peer, at: now)
  }

  /// Makes an entry for a peer from which something came, maybe before a stream to it was open. False if there are too many.
  mutating func ensure(_ peer: PeerID, at now: UInt64) -> Bool {
    if peers[peer] != nil { return true }
    guard peers.count < parameters.peerLimit else { return false }
    peers[peer] = GossipPeer(newMessages: RateMeter(parameters.newMessages))
    scores.connect(peer, address: nil)
    return true
  }

  /// Follows a peer's announcements, up to the limits.
  mutating func receiveSubscriptions(
    _ changes: [GossipRPC.Subscription], from peer: PeerID, at now: UInt64, _ effects: inout [GossipEffect]
  ) {
    for change in changes {
      guard var state = peers[peer] else { return }
      if state.topics.contains(change.topic) == change.isSubscribed { continue }
      state.subscriptionChanges += 1
      guard state.subscriptionChanges <= parameters.subscriptionChangesPerHeartbeat else {
        limited(peer)
        return
      }
      if change.isSubscribed {
        guard state.topics.count < parameters.topicsPerPeer else {
          peers[peer] = state
          limited(peer)
          continue
        }
        state.topics.insert(change.topic)
        peers[peer] = state
        subscribers[change.topic, default: []].insert(peer)
        graftIfNeeded(peer, topic: change.topic, at: now, &effects)
      } else {
        state.topics.remove(change.topic)
        peers[peer] = state
        removeSubscriber(peer, topic: change.topic)
        _ = removeFromMesh(peer, topic: change.topic, at: now)
        fanouts[change.topic]?.peers.removeAll { $0 == peer }
      }
    }
  }

  /// This node wants a topic: announce it, and graft its fanout or some others.
  mutating func subscribe(_ topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    guard meshes[topic] == nil else { return }
    meshes[topic] = []
    announce(topic, isSubscribed: true, &effects)
    let known = fanouts.removeValue(forKey: topic)?.peers ?? []
    for peer in known where mayGraft(peer, topic: topic, at: now) { graft(peer, topic: topic, at: now, &effects) }
    let missing = parameters.meshSize - mesh(of: topic).count
    for peer in graftCandidates(topic: topic, at: now, count: missing) { graft(peer, topic: topic, at: now, &effects) }
  }

  /// This node leaves a topic: announce it, and prune its mesh.
  mutating func unsubscribe(_ topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    guard let mesh = meshes[topic] else { return }
    announce(topic, isSubscribed: false, &effects)
    for peer in mesh { prune(peer, topic: topic, backoff: parameters.unsubscribeBackoff, at: now, &effects) }
    meshes[topic] = nil
  }

  /// Notes that a peer went beyond a limit.
  mutating func limited(_ peer: PeerID, count: Int = 1) {
    statistics.limited &+= UInt64(count)
    scores.penalize(peer)
  }

  /// Whether the peer is so bad that its RPCs are not read; says so the first time.
  @discardableResult
  mutating func reportIfGraylisted(_ peer: PeerID, _ effects: inout [GossipEffect]) -> Bool {
    guard !parameters.directPeers.contains(peer), scores.score(of: peer) < parameters.scoring.graylistThreshold else { return false }
    if peers[peer]?.isGraylisted == false {
      peers[peer]?.isGraylisted = true
      effects.append(.graylisted(peer))
    }
    return true
  }

  private func announce(_ topic: String, isSubscribed: Bool, _ effects: inout [GossipEffect]) {
    let rpc = GossipRPC(subscriptions: [GossipRPC.Subscription(topic: topic, isSubscribed: isSubscribed)])
    for peer in connectedPeers { effects.append(.send(rpc, to: peer)) }
  }

  private mutating func removeSubscriber(_ peer: PeerID, topic: String) {
    subscribers[topic]?.remove(peer)
    if subscribers[topic]?.isEmpty == true { subscribers[topic] = nil }
  }
}
