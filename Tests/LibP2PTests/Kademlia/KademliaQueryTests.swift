import Testing

@testable import LibP2P

/// The search.
@Suite struct KademliaQueryTests {
  private static let count = 120
  private static let peers = (0..<count).map(GossipFixtures.peer)

  /// A network in which everybody knows about as many peers as a routing table holds.
  private static let tables: [PeerID: RoutingTable] = {
    var random = SeededRandom(seed: 7)
    return Dictionary(
      uniqueKeysWithValues: peers.map { peer in
        var table = RoutingTable(local: peer)
        for other in peers.shuffled(using: &random) { table.update(other) }
        return (peer, table)
      })
  }()

  /// Runs a search; `silent` peers do not answer.
  private static func run(_ query: inout KademliaQuery, silent: Set<PeerID> = [], limit: Int = 10_000) -> Int {
    var asked = 0
    var now: UInt64 = 0
    while !query.isFinished && asked < limit {
      let batch = query.next(at: now)
      #expect(batch.count <= query.concurrency)
      asked += batch.count
      for peer in batch {
        if silent.contains(peer) {
          query.fail(peer)
        } else {
          query.answer(from: peer, closer: tables[peer]?.nearest(to: KademliaKey(query.target), count: 20) ?? [])
        }
      }
      now += 1
    }
    return asked
  }

  @Test func `finds the nearest peers of the whole network, and asks few`() throws {
    for target in 0..<10 {
      let key: [UInt8] = [UInt8(target), 1, 2]
      let local = Self.peers[target]
      let seeds = try #require(Self.tables[local]).nearest(to: KademliaKey(key), count: 3)
      var query = KademliaQuery(target: key, local: local, seeds: seeds)
      let asked = Self.run(&query)
      let expected = Self.peers.filter { $0 != local }.sorted(byDistanceTo: KademliaKey(key)).prefix(20)
      #expect(query.nearest == Array(expected))
      #expect(asked < 60 && asked == query.askedCount)
    }
  }

  @Test func `goes around peers that do not answer`() throws {
    let key: [UInt8] = [9]
    let sorted = Array(Self.peers.dropFirst()).sorted(byDistanceTo: KademliaKey(key))
    let silent = Set(sorted.prefix(40).enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
    var query = KademliaQuery(target: key, local: Self.peers[0], seeds: Array(sorted.suffix(5)))
    _ = Self.run(&query, silent: silent)
    // Who is far from the key knows few of those near it, but the nearest are known to each other.
    #expect(query.nearest.count == 20 && silent.isDisjoint(with: query.nearest))
    #expect(query.nearest.prefix(10) == sorted.filter { !silent.contains($0) }.prefix(10))
  }

  @Test func `gives up on peers whose time is over`() {
    var query = KademliaQuery(target: [1], local: Self.peers[0], seeds: Array(Self.peers[1...4]), timeout: 100)
    #expect(query.next(at: 0).count == 3)
    #expect(query.next(at: 99).isEmpty && !query.isFinished)
    #expect(query.next(at: 100).count == 1)
    #expect(query.next(at: 200).isEmpty && query.isFinished && query.nearest.isEmpty)
  }

  @Test func `ends without peers, and when told to`() {
    #expect(KademliaQuery(target: [1], local: Self.peers[0], seeds: []).isFinished)
    #expect(KademliaQuery(target: [1], local: Self.peers[0], seeds: [Self.peers[0]]).isFinished)
    var query = KademliaQuery(target: [1], local: Self.peers[0], seeds: Array(Self.peers[1...9]))
    _ = query.next(at: 0)
    query.end()
    #expect(query.isFinished && query.next(at: 1).isEmpty)
  }

  @Test func `is not led around for ever by a liar, nor fed by strangers`() {
    var query = KademliaQuery(target: [1], local: Self.peers[0], seeds: [Self.peers[1]], peerLimit: 100)
    query.answer(from: Self.peers[2], closer: Array(Self.peers[3...50]))
    #expect(query.next(at: 0) == [Self.peers[1]])
    var fake = 1_000_000
    var rounds = 0
    var batch = [Self.peers[1]]
    // Every answer names 200 new peers, which answer alike.
    while !batch.isEmpty && rounds < 1000 {
      for peer in batch {
        query.answer(from: peer, closer: (0..<200).map { GossipFixtures.peer(fake + $0) })
        fake += 200
      }
      batch = query.next(at: UInt64(rounds))
      rounds += 1
    }
    #expect(query.isFinished && query.askedCount <= 100)
  }
}
