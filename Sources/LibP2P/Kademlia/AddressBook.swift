/// Where peers are said to be. Bounded: of too many peers the one heard of longest ago goes.
public struct AddressBook: Sendable, Hashable {
  /// The most peers.
  public let peerLimit: Int
  /// The most addresses of a peer.
  public let addressLimit: Int
  private var entries: [PeerID: Entry] = [:]
  private var clock: UInt64 = 0

  private struct Entry: Sendable, Hashable {
    var addresses: [Multiaddr]
    var heard: UInt64
  }

  /// An empty book.
  public init(peerLimit: Int = 4096, addressLimit: Int = 16) {
    self.peerLimit = peerLimit
    self.addressLimit = addressLimit
  }

  /// The peers with an address, sorted.
  public var peers: [PeerID] { entries.keys.sorted() }

  /// Notes addresses; with `replacing` they replace what was known. A trailing peer id is cut off.
  public mutating func add(_ addresses: [Multiaddr], of peer: PeerID, replacing: Bool = false) {
    clock &+= 1
    var entry = entries[peer] ?? Entry(addresses: [], heard: 0)
    entry.heard = clock
    if replacing { entry.addresses = [] }
    for address in addresses.map(\.withoutPeerID) where !entry.addresses.contains(address) && entry.addresses.count < addressLimit {
      entry.addresses.append(address)
    }
    guard !entry.addresses.isEmpty else {
      entries[peer] = nil
      return
    }
    entries[peer] = entry
    // A quarter at once, so that a full book is not searched for every new peer.
    if entries.count > peerLimit {
      let oldest = entries.sorted { $0.value.heard < $1.value.heard }.prefix(max(1, peerLimit / 4))
      for entry in oldest { entries[entry.key] = nil }
    }
  }

  /// The addresses of a peer, in order of arrival.
  public func addresses(of peer: PeerID) -> [Multiaddr] { entries[peer]?.addresses ?? [] }

  /// Forgets a peer.
  public mutating func remove(_ peer: PeerID) { entries[peer] = nil }
}
