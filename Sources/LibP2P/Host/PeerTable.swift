/// The peers that are connected, and who has to go when there are too many. Pure: its owner guards it.
struct PeerTable: Sendable {
  /// A connected peer.
  struct Entry: Sendable {
    /// Its connections, oldest first, never empty.
    var connections: [PeerConnection]
    /// What it told of itself.
    var info: IdentifyInfo?
    /// When its first connection came.
    var since: UInt64
  }

  /// The peers.
  private(set) var entries: [PeerID: Entry] = [:]
  /// Connections of all peers.
  private(set) var connectionCount = 0
  /// Peers that are never let go.
  private var protected: Set<PeerID> = []
  /// What peers are worth; 0 for the others. Kept while they are connected or protected.
  private var scores: [PeerID: Double] = [:]
  /// Our own name.
  private let own: PeerID

  /// Nobody is connected.
  init(own: PeerID) { self.own = own }

  /// Adds a connection; true if it is the peer's first.
  mutating func add(_ connection: PeerConnection, at now: UInt64) -> Bool {
    connectionCount += 1
    guard entries[connection.peer] == nil else {
      entries[connection.peer]?.connections.append(connection)
      return false
    }
    entries[connection.peer] = Entry(connections: [connection], since: now)
    return true
  }

  /// Removes a connection; true if it was the peer's last.
  mutating func remove(_ connection: PeerConnection) -> Bool {
    guard let index = entries[connection.peer]?.connections.firstIndex(where: { $0 === connection }) else { return false }
    connectionCount -= 1
    entries[connection.peer]?.connections.remove(at: index)
    guard entries[connection.peer]?.connections.isEmpty == true else { return false }
    entries[connection.peer] = nil
    scores[connection.peer] = nil
    return true
  }

  /// Keeps what a peer told; false if it is not connected.
  mutating func set(_ info: IdentifyInfo, of peer: PeerID) -> Bool {
    guard entries[peer] != nil else { return false }
    entries[peer]?.info = info
    return true
  }

  /// The connection for new streams with a peer. If there are several, because both sides dialled at the same time, both sides
  /// take the same one: the oldest of those made by the peer with the smaller name.
  func preferred(_ peer: PeerID) -> PeerConnection? {
    guard let connections = entries[peer]?.connections else { return nil }
    let ours = own < peer
    return connections.first { $0.isOutbound == ours && !$0.isClosing } ?? connections.first { !$0.isClosing } ?? connections.first
  }

  /// Never lets a peer go, or lets it go as others again.
  mutating func protect(_ peer: PeerID, _ isProtected: Bool) {
    if isProtected { protected.insert(peer) } else { protected.remove(peer) }
  }

  /// States what a peer is worth; nothing if it is not connected.
  mutating func setScore(_ score: Double, of peer: PeerID) {
    if entries[peer] != nil { scores[peer] = score }
  }

  /// Whom to let go, if there are more peers than the high water: those of the lowest scores, and of these the newest.
  func surplus(_ configuration: ConnectionManagerConfiguration, at now: UInt64) -> [PeerID] {
    guard entries.count > configuration.highWater else { return [] }
    let grace = configuration.grace.nanoseconds
    let candidates = entries.filter { !protected.contains($0.key) && now - min(now, $0.value.since) >= grace }
    let order = candidates.sorted { left, right in
      let (a, b) = (scores[left.key] ?? 0, scores[right.key] ?? 0)
      if a != b { return a < b }
      return left.value.since != right.value.since ? left.value.since > right.value.since : left.key < right.key
    }
    return order.prefix(entries.count - min(entries.count, configuration.lowWater)).map(\.key)
  }
}
