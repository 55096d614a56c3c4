/// Which peers a Kademlia node knows, sorted by how much of their place they have in common with its own.
///
/// Bucket i holds peers with exactly i common leading bits, the last bucket those with more; it is split when it overflows. A full
/// bucket takes nobody: old peers are better than new ones. The peers are those with whom there is a connection, so that the host's
/// limits bound the table. Source: go-libp2p-kbucket.
public struct RoutingTable: Sendable, Hashable {
  /// This node's place.
  public let local: KademliaKey
  /// How many peers a bucket holds: Kademlia's K.
  public let bucketSize: Int
  /// The peers of each bucket, the one heard of last first.
  private var buckets: [[Entry]] = [[]]

  private struct Entry: Sendable, Hashable {
    let peer: PeerID
    let key: KademliaKey
  }

  /// A table without peers.
  public init(local: PeerID, bucketSize: Int = 20) {
    self.local = KademliaKey(local)
    self.bucketSize = max(1, bucketSize)
  }

  /// How many peers there are.
  public var count: Int { buckets.reduce(0) { $0 + $1.count } }

  /// All peers, bucket by bucket.
  public var peers: [PeerID] { buckets.flatMap { $0.map(\.peer) } }

  /// Whether a peer is there.
  public func contains(_ peer: PeerID) -> Bool { buckets[bucket(of: KademliaKey(peer))].contains { $0.peer == peer } }

  /// Notes that a peer was heard of; false if there is no room for it.
  @discardableResult
  public mutating func update(_ peer: PeerID) -> Bool {
    let entry = Entry(peer: peer, key: KademliaKey(peer))
    guard entry.key != local else { return false }
    let index = bucket(of: entry.key)
    if let position = buckets[index].firstIndex(of: entry) {
      buckets[index].remove(at: position)
      buckets[index].insert(entry, at: 0)
      return true
    }
    if buckets[index].count >= bucketSize && index == buckets.count - 1 { split() }
    let place = bucket(of: entry.key)
    guard buckets[place].count < bucketSize else { return false }
    buckets[place].insert(entry, at: 0)
    return true
  }

  /// Forgets a peer.
  public mutating func remove(_ peer: PeerID) { buckets[bucket(of: KademliaKey(peer))].removeAll { $0.peer == peer } }

  /// Up to `count` peers, the nearest to a place first.
  ///
  /// Looks at all buckets, where the reference looks at three: that finds the nearest always.
  public func nearest(to key: KademliaKey, count: Int) -> [PeerID] {
    let entries = buckets.joined().map { (peer: $0.peer, distance: $0.key.distance(to: key)) }
    return entries.sorted { $0.distance < $1.distance }.prefix(count).map(\.peer)
  }

  private func bucket(of key: KademliaKey) -> Int { min(local.commonPrefixLength(with: key), buckets.count - 1) }

  /// Splits the last bucket until it has room or cannot be split further.
  private mutating func split() {
    while let last = buckets.last, last.count >= bucketSize, buckets.count < 256 {
      let bits = buckets.count - 1
      buckets[bits] = last.filter { local.commonPrefixLength(with: $0.key) <= bits }
      buckets.append(last.filter { local.commonPrefixLength(with: $0.key) > bits })
    }
  }
}
