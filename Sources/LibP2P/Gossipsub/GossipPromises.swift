/// Which peers owe a message that they offered.
///
/// Of every offer that was answered by IWANT one message is watched, drawn at random; a peer that does not send it, and from whom
/// nobody else gets it either, misbehaved. Source: gossipsub 1.1, "Spam Protection Measures".
struct GossipPromises: Sendable, Hashable {
  private var deadlines: [MessageID: [PeerID: UInt64]] = [:]

  /// Watches one of the ids that a peer was asked for.
  mutating func add(_ ids: [MessageID], from peer: PeerID, deadline: UInt64, random: inout SeededRandom) {
    guard let id = ids.randomElement(using: &random) else { return }
    if deadlines[id]?[peer] == nil { deadlines[id, default: [:]][peer] = deadline }
  }

  /// The message came.
  mutating func fulfil(_ id: MessageID) { if !deadlines.isEmpty { deadlines[id] = nil } }

  /// Takes out the promises whose time is over and gives how many each peer broke.
  mutating func takeBroken(at now: UInt64) -> [PeerID: Int] {
    var broken: [PeerID: Int] = [:]
    for (id, peers) in deadlines {
      let late = peers.filter { $0.value < now }
      if late.isEmpty { continue }
      for peer in late.keys { broken[peer, default: 0] += 1 }
      let rest = peers.filter { $0.value >= now }
      deadlines[id] = rest.isEmpty ? nil : rest
    }
    return broken
  }

  /// Forgets a peer that is gone.
  mutating func remove(_ peer: PeerID) {
    for id in deadlines.keys where deadlines[id]?[peer] != nil {
      deadlines[id]?[peer] = nil
      if deadlines[id]?.isEmpty == true { deadlines[id] = nil }
    }
  }
}
