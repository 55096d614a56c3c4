import LibP2P
import Testing

/// What a node remembers for others.
@Suite struct KademliaStoreTests {
  private static func peer(_ index: Int) -> PeerID { GossipFixtures.peer(index) }

  @Test func `gives providers, the latest first, until they are too old`() {
    var store = ProviderStore(lifetime: 100)
    store.add(Self.peer(1), for: [7], at: 0)
    store.add(Self.peer(2), for: [7], at: 50)
    #expect(store.providers(of: [7], at: 99) == [Self.peer(2), Self.peer(1)])
    store.add(Self.peer(1), for: [7], at: 60)
    #expect(store.providers(of: [7], at: 99) == [Self.peer(1), Self.peer(2)])
    #expect(store.providers(of: [7], at: 155) == [Self.peer(1)])
    store.expire(at: 160)
    #expect(store.keyCount == 0 && store.providers(of: [8], at: 0).isEmpty)
  }

  @Test func `forgets the oldest of too many keys and providers`() {
    var store = ProviderStore(keyLimit: 10, providerLimit: 3)
    for key in 0..<30 { store.add(Self.peer(1), for: [UInt8(key)], at: 0) }
    #expect(store.keyCount == 10)
    #expect(store.providers(of: [19], at: 1).isEmpty && !store.providers(of: [20], at: 1).isEmpty)
    for index in 0..<9 { store.add(Self.peer(index), for: [29], at: 0) }
    #expect(store.providers(of: [29], at: 1) == [8, 7, 6].map(Self.peer))
  }

  @Test func `keeps a bounded number of peers and addresses`() throws {
    var book = AddressBook(peerLimit: 8, addressLimit: 2)
    let addresses = try (1...3).map { try Multiaddr(parsing: "/ip4/10.0.0.\($0)/tcp/4689") }
    let named = addresses[0].with(peerID: Self.peer(1))
    book.add([named, addresses[0], addresses[1], addresses[2]], of: Self.peer(1))
    #expect(book.addresses(of: Self.peer(1)) == Array(addresses.prefix(2)))
    book.add([addresses[2]], of: Self.peer(1), replacing: true)
    #expect(book.addresses(of: Self.peer(1)) == [addresses[2]])
    book.add([], of: Self.peer(9))
    #expect(book.peers == [Self.peer(1)])
    for index in 2..<40 { book.add([addresses[0]], of: Self.peer(index)) }
    #expect(book.peers.count <= 8 && book.peers.contains(Self.peer(39)) && book.addresses(of: Self.peer(1)).isEmpty)
  }

  @Test func `leaves out what is beyond the limits of a message, and refuses what is none`() throws {
    let address = try Multiaddr(parsing: "/ip4/10.0.0.1/tcp/4689")
    let peers = (0..<200).map { KademliaMessage.Peer(id: Self.peer($0), addresses: Array(repeating: address, count: 40)) }
    let read = try KademliaMessage(decoding: KademliaMessage(.findNode, closerPeers: peers).encoded)
    #expect(read.closerPeers.count == 64 && read.closerPeers.allSatisfy { $0.addresses.count == 16 })
    let refused: [[UInt8]] = [
      [0x08, 6], [0x08], [0x0A, 1, 1], [0x42, 1], [0x12] + [0xAC, 0x02] + [UInt8](repeating: 1, count: 300),
      [UInt8](repeating: 0, count: KademliaMessage.longest + 1),
    ]
    for bytes in refused { #expect(throws: WireError.self) { try KademliaMessage(decoding: bytes) } }
    // Peers without an id, and addresses that are none.
    #expect(try KademliaMessage(decoding: [0x42, 0, 0x42, 3, 0x12, 1, 0xFF]).closerPeers.isEmpty)
  }

  @Test func `reads any bytes without a trap`() throws {
    var random = SeededRandom(seed: 3)
    let address = try Multiaddr(parsing: "/ip4/10.0.0.1/tcp/4689")
    let start = KademliaMessage(
      .getProviders, key: [1, 2, 3], closerPeers: [KademliaMessage.Peer(id: Self.peer(1), addresses: [address], connection: .connected)],
      providers: [KademliaMessage.Peer(id: Self.peer(2), addresses: [address])], record: [1, 2], level: 3
    ).encoded
    var read = 0
    for _ in 0..<5000 {
      var bytes = start
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if let message = try? KademliaMessage(decoding: bytes) {
        read += 1
        let again = try? KademliaMessage(decoding: message.encoded)
        #expect(again == message)
      }
    }
    #expect(read > 100)
  }
}
