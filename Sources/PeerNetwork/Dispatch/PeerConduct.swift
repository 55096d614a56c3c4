import LibP2P

/// What peers have done wrong, and who is not talked to for it.
///
/// Every offence has a price in points, which halve every minute. Above the limit a peer is banned, the longer the more
/// often. The price says how sure it is that the peer itself is to blame: v0.5.0 passes on whatever it gets.
struct PeerConduct: Hashable, Sendable {
  private struct Record: Hashable, Sendable {
    var points = 0
    var lastTime: UInt64 = 0
    var bans = 0
    var bannedUntil: UInt64 = 0
  }

  /// At so many points a peer is banned.
  static let limit = 100
  /// Points halve in so many nanoseconds.
  static let halving: UInt64 = 60_000_000_000
  /// The first ban, in nanoseconds; each further one is twice as long, up to the tenth.
  static let firstBan: UInt64 = 60_000_000_000
  /// Peers remembered at most.
  static let capacity = 4096

  private var records: [PeerID: Record] = [:]

  /// The price of an offence.
  static func points(_ offence: Offence) -> Int {
    switch offence {
    case .invalidBlock, .badSignature, .invalidConsensus: 50
    case .unlinkedBlock, .deliversNothing: 25
    case .wrongRange, .malformedMessage: 40
    case .invalidAction: 10
    case .unsolicitedBlock, .spam: 5
    }
  }

  /// Notes an offence.
  ///
  /// - Returns: whether the peer is to be banned for it now, and until when.
  mutating func note(_ offence: Offence, by peer: PeerID, at now: UInt64) -> UInt64? {
    if records[peer] == nil { makeRoom(now) }
    var record = records[peer] ?? Record()
    record.points = Self.decayed(record, now) + Self.points(offence)
    record.lastTime = now
    defer { records[peer] = record }
    guard record.points >= Self.limit else { return nil }
    record.points = 0
    record.bannedUntil = saturating(now, plus: Self.firstBan << UInt64(min(record.bans, 10)))
    record.bans += 1
    return record.bannedUntil
  }

  /// Whether a peer is banned.
  func isBanned(_ peer: PeerID, at now: UInt64) -> Bool { (records[peer]?.bannedUntil ?? 0) > now }

  /// What a peer has against it.
  func points(of peer: PeerID, at now: UInt64) -> Int { records[peer].map { Self.decayed($0, now) } ?? 0 }

  private static func decayed(_ record: Record, _ now: UInt64) -> Int {
    let halvings = (now - min(now, record.lastTime)) / halving
    return halvings > 30 ? 0 : record.points >> Int(halvings)
  }

  /// Forgets those with least against them when the table is full; banned ones last.
  private mutating func makeRoom(_ now: UInt64) {
    guard records.count >= Self.capacity else { return }
    let ranked = records.sorted {
      ($0.value.bannedUntil, Self.decayed($0.value, now), $0.key) < ($1.value.bannedUntil, Self.decayed($1.value, now), $1.key)
    }
    for (peer, _) in ranked.prefix(Self.capacity / 4) { records[peer] = nil }
  }
}
