/// Who told this node that it provides something. Bounded; forgets what is older than its lifetime.
///
/// Overflow: of too many keys the one announced longest ago goes, of too many providers of a key the one announced longest ago.
/// Source: go-libp2p-kad-dht's providers, which keeps them for 24 hours.
public struct ProviderStore: Sendable, Hashable {
  /// How long an announcement counts, in nanoseconds.
  public let lifetime: UInt64
  /// The most keys.
  public let keyLimit: Int
  /// The most providers of a key.
  public let providerLimit: Int
  private var providers: [[UInt8]: [Provider]] = [:]
  /// The keys in order of their last announcement.
  private var order: [[UInt8]] = []

  private struct Provider: Sendable, Hashable {
    let peer: PeerID
    let time: UInt64
  }

  /// An empty store.
  public init(lifetime: UInt64 = 24 * 3600 * 1_000_000_000, keyLimit: Int = 1024, providerLimit: Int = 64) {
    self.lifetime = lifetime
    self.keyLimit = keyLimit
    self.providerLimit = providerLimit
  }

  /// How many keys have providers.
  public var keyCount: Int { providers.count }

  /// Notes that a peer provides a key.
  public mutating func add(_ peer: PeerID, for key: [UInt8], at now: UInt64) {
    order.removeAll { $0 == key }
    order.append(key)
    providers[key, default: []].removeAll { $0.peer == peer }
    providers[key]?.append(Provider(peer: peer, time: now))
    if let count = providers[key]?.count, count > providerLimit { providers[key]?.removeFirst(count - providerLimit) }
    while order.count > keyLimit { providers[order.removeFirst()] = nil }
  }

  /// The providers of a key, the one announced last first.
  public func providers(of key: [UInt8], at now: UInt64) -> [PeerID] {
    (providers[key] ?? []).filter { now < $0.time &+ lifetime }.reversed().map(\.peer)
  }

  /// Forgets what is too old.
  public mutating func expire(at now: UInt64) {
    for key in providers.keys {
      providers[key]?.removeAll { now >= $0.time &+ lifetime }
      if providers[key]?.isEmpty == true { providers[key] = nil }
    }
    order.removeAll { providers[$0] == nil }
  }
}
