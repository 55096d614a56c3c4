internal import Crypto

/// A place in Kademlia's space of 256 bits: the SHA-256 of what is looked for, or of a peer's id.
///
/// Source: go-libp2p-kbucket, `ConvertKey` and `ConvertPeerID`.
public struct KademliaKey: Hashable, Sendable {
  /// Four words, the highest first.
  let words: (UInt64, UInt64, UInt64, UInt64)

  /// The place of a key: of a peer's id, or of a content id's bytes.
  public init(_ key: [UInt8]) {
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in SHA256.hash(data: key).enumerated() { words[index / 8] = words[index / 8] &<< 8 | UInt64(byte) }
    self.words = (words[0], words[1], words[2], words[3])
  }

  /// The place of a peer.
  public init(_ peer: PeerID) { self.init(peer.bytes) }

  private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// How far two places are from each other: the exclusive or of their bits, as a number.
  func distance(to other: KademliaKey) -> KademliaKey {
    KademliaKey(
      words: (words.0 ^ other.words.0, words.1 ^ other.words.1, words.2 ^ other.words.2, words.3 ^ other.words.3))
  }

  /// How many leading bits two places have in common: 0 to 256.
  func commonPrefixLength(with other: KademliaKey) -> Int {
    let distance = distance(to: other).words
    if distance.0 != 0 { return distance.0.leadingZeroBitCount }
    if distance.1 != 0 { return 64 + distance.1.leadingZeroBitCount }
    if distance.2 != 0 { return 128 + distance.2.leadingZeroBitCount }
    return 192 + distance.3.leadingZeroBitCount
  }

  /// Whether both are the same place.
  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  /// Hashes the words.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension KademliaKey: Comparable {
  /// As numbers.
  public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

extension [PeerID] {
  /// The peers in order of their distance from a place, the nearest first.
  func sorted(byDistanceTo key: KademliaKey) -> [PeerID] {
    map { (peer: $0, distance: KademliaKey($0).distance(to: key)) }.sorted { $0.distance < $1.distance }.map(\.peer)
  }
}
