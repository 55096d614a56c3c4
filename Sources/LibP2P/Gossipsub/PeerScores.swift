/// What this node holds of its peers: a number for each, from what they did. Not shared with anybody.
///
/// Source: gossipsub 1.1, "The Score Function".
struct PeerScores: Sendable, Hashable {
  private let parameters: ScoreParameters
  private var records: [PeerID: PeerScoreRecord] = [:]
  /// How many connected peers each address has, exempt addresses left out.
  private var peersByAddress: [String: Int] = [:]
  private var lastDecay: UInt64 = 0

  /// A book without entries.
  init(parameters: ScoreParameters) { self.parameters = parameters }

  /// How many peers are known, those who left included.
  var count: Int { records.count }

  /// Notes that a peer is connected. Its address is text such as `10.0.0.1`, nil if unknown.
  mutating func connect(_ peer: PeerID, address: String?) {
    disconnectAddress(of: peer)
    let counted = address.flatMap { address in parameters.colocationExemptions.contains { address.hasPrefix($0) } ? nil : address }
    if let counted { peersByAddress[counted, default: 0] += 1 }
    records[peer, default: PeerScoreRecord()].leftAt = nil
    records[peer]?.address = counted
  }

  /// Notes that a peer is gone. A score that is not negative is forgotten at once, a negative one later.
  mutating func disconnect(_ peer: PeerID, at now: UInt64) {
    guard records[peer] != nil else { return }
    for topic in records[peer]?.topics.keys.sorted() ?? [] { prune(peer, topic: topic, at: now) }
    let score = score(of: peer)
    disconnectAddress(of: peer)
    if score >= 0 {
      records[peer] = nil
    } else {
      records[peer]?.leftAt = now
    }
  }

  /// Notes that a peer joined the mesh.
  mutating func graft(_ peer: PeerID, topic: String, at now: UInt64) {
    edit(peer, topic) { $0.enterMesh(at: now) }
  }

  /// Notes that a peer left the mesh.
  mutating func prune(_ peer: PeerID, topic: String, at now: UInt64) {
    let parameters = parameters.topic(topic)
    guard records[peer]?.topics[topic]?.meshSince != nil else { return }
    edit(peer, topic) { $0.leaveMesh(parameters, at: now) }
  }

  /// Notes that a peer was the first to send a message that turned out well.
  mutating func firstDelivery(_ peer: PeerID, topics: [String]) {
    for topic in topics {
      let parameters = parameters.topic(topic)
      edit(peer, topic) { $0.deliverFirst(parameters) }
    }
  }

  /// Notes that a peer sent such a message little later.
  mutating func nearDelivery(_ peer: PeerID, topics: [String]) {
    for topic in topics {
      let parameters = parameters.topic(topic)
      edit(peer, topic) { $0.deliverInMesh(parameters) }
    }
  }

  /// Notes an invalid message.
  mutating func invalidMessage(_ peer: PeerID, topics: [String]) {
    for topic in topics { edit(peer, topic) { $0.invalidMessages += 1 } }
  }

  /// Notes misbehaviour outside of topics.
  mutating func penalize(_ peer: PeerID, by amount: Double = 1) {
    records[peer]?.penalty += amount
  }

  /// Notes what the application says; it replaces what it said before.
  mutating func setApplicationScore(_ peer: PeerID, _ score: Double) {
    records[peer]?.application = score.isFinite ? score : 0
  }

  /// Lets all counters fade and forgets peers who left long ago.
  mutating func decay(at now: UInt64) {
    guard now >= lastDecay, now - lastDecay >= parameters.decayInterval else { return }
    // After a pause (a suspended process) one step is taken for each interval, up to where nothing would be left.
    let steps = min((now - lastDecay) / parameters.decayInterval, lastDecay == 0 ? 1 : 1000)
    lastDecay = now
    for peer in records.keys {
      if let leftAt = records[peer]?.leftAt, now > leftAt, now - leftAt > parameters.retention {
        records[peer] = nil
      } else {
        for _ in 0..<steps { records[peer]?.decay(parameters, at: now) }
      }
    }
    forgetSurplus()
  }

  /// The score of a peer; 0 for one that is not known.
  func score(of peer: PeerID) -> Double {
    guard let record = records[peer] else { return 0 }
    var topics = 0.0
    for (name, counters) in record.topics { topics += counters.score(parameters.topic(name)) }
    if parameters.topicCap > 0 { topics = min(topics, parameters.topicCap) }
    var score = topics + parameters.applicationWeight * record.application
    if let address = record.address {
      let surplus = Double(max(0, peersByAddress[address, default: 0] - parameters.colocationThreshold))
      score += parameters.colocationWeight * surplus * surplus
    }
    let penalty = max(0, record.penalty - parameters.penaltyThreshold)
    return score + parameters.penaltyWeight * penalty * penalty
  }

  private mutating func edit(_ peer: PeerID, _ topic: String, _ change: (inout TopicCounters) -> Void) {
    guard records[peer] != nil else { return }
    change(&records[peer, default: PeerScoreRecord()].topics[topic, default: TopicCounters()])
  }

  private mutating func disconnectAddress(of peer: PeerID) {
    guard let address = records[peer]?.address, let count = peersByAddress[address] else { return }
    peersByAddress[address] = count > 1 ? count - 1 : nil
    records[peer]?.address = nil
  }

  private mutating func forgetSurplus() {
    let left = records.compactMap { peer, record in record.leftAt.map { (peer: peer, leftAt: $0) } }
    guard left.count > parameters.retainedPeers else { return }
    let oldest = left.sorted { $0.leftAt == $1.leftAt ? $0.peer < $1.peer : $0.leftAt < $1.leftAt }
    for entry in oldest.prefix(left.count - parameters.retainedPeers) { records[entry.peer] = nil }
  }
}
