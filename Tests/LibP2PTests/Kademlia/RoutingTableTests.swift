import LibP2P
import Testing

/// The table of known peers.
@Suite struct RoutingTableTests {
  private static let peers = (0..<600).map(GossipFixtures.peer)

  @Test func `knows a peer once, and never itself`() {
    var table = RoutingTable(local: Self.peers[0])
    let results = [0, 1, 1, 2].map { table.update(Self.peers[$0]) }
    #expect(results == [false, true, true, true])
    #expect(table.count == 2 && table.contains(Self.peers[1]) && !table.contains(Self.peers[0]))
    #expect(table.peers == [Self.peers[2], Self.peers[1]])
    table.remove(Self.peers[1])
    #expect(table.peers == [Self.peers[2]])
  }

  @Test func `holds K peers of each distance, and old ones rather than new ones`() {
    var table = RoutingTable(local: Self.peers[0], bucketSize: 20)
    var accepted: [PeerID] = []
    for peer in Self.peers.dropFirst() where table.update(peer) { accepted.append(peer) }
    #expect(Set(table.peers) == Set(accepted) && table.count == accepted.count)
    // Of 600 random peers some 300 have no bit in common with this one, 150 one bit, and so on.
    #expect(table.count > 90 && table.count < 140)
    let again = table.update(accepted[0])
    #expect(again)
  }

  @Test func `finds the nearest peers of all`() {
    var table = RoutingTable(local: Self.peers[0], bucketSize: 600)
    for peer in Self.peers.dropFirst() { table.update(peer) }
    #expect(table.count == 599)
    for target in 0..<20 {
      let key = KademliaKey([UInt8(target)])
      let expected = Self.peers.dropFirst().sorted { left, right in
        // Distance by bytes, the slow way.
        let (a, b) = (Self.distance(left, [UInt8(target)]), Self.distance(right, [UInt8(target)]))
        return a.lexicographicallyPrecedes(b)
      }
      #expect(table.nearest(to: key, count: 20) == Array(expected.prefix(20)))
    }
    #expect(table.nearest(to: KademliaKey([1]), count: 1000).count == 599)
  }

  private static func distance(_ peer: PeerID, _ key: [UInt8]) -> [UInt8] {
    zip(ContentID(of: peer.bytes).bytes.dropFirst(4), ContentID(of: key).bytes.dropFirst(4)).map { $0 ^ $1 }
  }
}
