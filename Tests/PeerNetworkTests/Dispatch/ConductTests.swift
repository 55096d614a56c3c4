import ChainCrypto
import LibP2P
import Primitives
import Testing

@testable import PeerNetwork

@Suite("Conduct of peers")
struct ConductTests {
  private let peer = samplePeer(1)
  private let second: UInt64 = 1_000_000_000

  private func note(in conduct: inout PeerConduct, _ offence: Offence, by peer: PeerID, at now: UInt64) -> UInt64? {
    conduct.note(offence, by: peer, at: now)
  }

  @Test("bans after two invalid blocks, longer each time")
  func bans() {
    var conduct = PeerConduct()
    #expect(note(in: &conduct, .invalidBlock, by: peer, at: second) == nil)
    #expect(note(in: &conduct, .invalidBlock, by: peer, at: second) == 61 * second)
    #expect(conduct.isBanned(peer, at: 60 * second))
    #expect(!conduct.isBanned(peer, at: 61 * second))
    #expect(!conduct.isBanned(samplePeer(2), at: second))
    _ = conduct.note(.invalidBlock, by: peer, at: 100 * second)
    #expect(note(in: &conduct, .invalidBlock, by: peer, at: 100 * second) == 220 * second)
  }

  @Test("forgives small offences with time")
  func decay() {
    var conduct = PeerConduct()
    for round in 0..<100 as Range<UInt64> { #expect(note(in: &conduct, .spam, by: peer, at: (1 + round * 60) * second) == nil) }
    #expect(conduct.points(of: peer, at: 100_000 * second) == 0)
  }

  @Test("has a price for every offence, and none bans at once")
  func prices() {
    for offence in Offence.allCases {
      #expect(PeerConduct.points(offence) > 0)
      #expect(PeerConduct.points(offence) < PeerConduct.limit)
    }
  }

  @Test("stays bounded, and keeps those who are banned")
  func bounded() throws {
    var conduct = PeerConduct()
    for _ in 0..<2 { _ = conduct.note(.invalidBlock, by: peer, at: second) }
    for number in 0..<(PeerConduct.capacity + 100) {
      let id = try PeerID(multihash: [0x12, 0x20] + Keccak256.hash([UInt8(number & 255), UInt8(number >> 8)]).bytes)
      _ = conduct.note(.spam, by: id, at: 2 * second)
    }
    #expect(conduct.isBanned(peer, at: 3 * second))
  }
}

@Suite("Duplicate filter")
struct DuplicateFilterTests {
  private func key(_ number: UInt8) -> Hash256 { Keccak256.hash([number]) }

  private func insert(into filter: inout DuplicateFilter, _ key: Hash256, at now: UInt64) -> Bool { filter.insert(key, at: now) }

  @Test("remembers for its age at least, and for two at most")
  func age() {
    var filter = DuplicateFilter(age: 100, capacity: 10)
    #expect(insert(into: &filter, key(1), at: 1000))
    #expect(!insert(into: &filter, key(1), at: 1050))
    #expect(!insert(into: &filter, key(1), at: 1100))
    #expect(insert(into: &filter, key(1), at: 1200))
    #expect(insert(into: &filter, key(2), at: 1201))
    #expect(insert(into: &filter, key(2), at: 9000))
  }

  @Test("forgets the oldest when it is full")
  func capacity() {
    var filter = DuplicateFilter(age: 1000, capacity: 2)
    for number in 0..<5 as Range<UInt8> { #expect(insert(into: &filter, key(number), at: 5)) }
    #expect(!insert(into: &filter, key(4), at: 5))
    #expect(insert(into: &filter, key(0), at: 5))
  }

  @Test("forgets what it is told to")
  func removal() {
    var filter = DuplicateFilter(age: 1000, capacity: 2)
    _ = filter.insert(key(1), at: 5)
    filter.remove(key(1))
    #expect(insert(into: &filter, key(1), at: 5))
  }
}
