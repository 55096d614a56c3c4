extension GossipRouter {
  /// Whether a peer may enter the mesh by this node's will: it can, it subscribes, it is not in yet, and nothing is held against it.
  func mayGraft(_ peer: PeerID, topic: String, at now: UInt64) -> Bool {
    guard let state = peers[peer], state.hasMesh, state.topics.contains(topic), !parameters.directPeers.contains(peer),
      !isBackedOff(peer, topic: topic, at: now), meshes[topic]?.contains(peer) == false
    else { return false }
    return scores.score(of: peer) >= 0
  }

  /// Up to `count` peers who may enter, drawn at random.
  mutating func graftCandidates(topic: String, at now: UInt64, count: Int) -> [PeerID] {
    guard count > 0 else { return [] }
    let candidates = subscribers(of: topic).filter { mayGraft($0, topic: topic, at: now) }
    return Array(candidates.shuffled(using: &random).prefix(count))
  }

  /// Takes a peer in that just turned up, if the mesh is thin; the heartbeat would do it later.
  mutating func graftIfNeeded(_ peer: PeerID, topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    guard let mesh = meshes[topic], mesh.count < parameters.meshLow, mayGraft(peer, topic: topic, at: now) else { return }
    graft(peer, topic: topic, at: now, &effects)
  }

  /// Takes a peer into the mesh and tells it.
  mutating func graft(_ peer: PeerID, topic: String, at now: UInt64, _ effects: inout [GossipEffect]) {
    addToMesh(peer, topic: topic, at: now)
    effects.append(.send(GossipRPC(control: GossipControl(graft: [topic])), to: peer))
  }

  /// Takes a peer into the mesh.
  mutating func addToMesh(_ peer: PeerID, topic: String, at now: UInt64) {
    meshes[topic]?.append(peer)
    scores.graft(peer, topic: topic, at: now)
  }

  /// Sends a peer away from the mesh, or keeps it away.
  mutating func prune(_ peer: PeerID, topic: String, backoff: UInt64, at now: UInt64, _ effects: inout [GossipEffect]) {
    _ = removeFromMesh(peer, topic: topic, at: now)
    let knowsBackoff = peers[peer]?.knowsBackoff ?? false
    setBackoff(peer, topic: topic, knowsBackoff ? backoff : min(backoff, parameters.legacyBackoff), at: now)
    guard peers[peer]?.speaks != nil else { return }
    let prune = GossipControl.Prune(topic: topic, backoffSeconds: knowsBackoff ? backoff / 1_000_000_000 : nil)
    effects.append(.send(GossipRPC(control: GossipControl(prune: [prune])), to: peer))
  }

  /// Takes a peer out of the mesh; false if it was not in.
  mutating func removeFromMesh(_ peer: PeerID, topic: String, at now: UInt64) -> Bool {
    guard let index = meshes[topic]?.firstIndex(of: peer) else { return false }
    meshes[topic]?.remove(at: index)
    scores.prune(peer, topic: topic, at: now)
    return true
  }

  /// Keeps a peer out of the mesh for a while; never shortens.
  mutating func setBackoff(_ peer: PeerID, topic: String, _ duration: UInt64, at now: UInt64) {
    let place = GossipMeshPlace(topic: topic, peer: peer)
    backoffs[place] = max(backoffs[place] ?? 0, now &+ duration)
  }

  /// Whether a peer must stay out.
  func isBackedOff(_ peer: PeerID, topic: String, at now: UInt64) -> Bool {
    backoffs[GossipMeshPlace(topic: topic, peer: peer)].map { $0 > now } ?? false
  }
}
