import Testing

@testable import LibP2P

/// The memory of ids, and its hash.
@Suite struct SeenMessagesTests {
  @Test func `hashes as the authors of SipHash do`() {
    // The first two vectors of the 128-bit variant in the reference code: key 00…0f, input of 0 and 1 bytes.
    func bytes(_ value: SipHash.Value) -> [UInt8] {
      [value.low, value.high].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
    }
    let key = SipHash.Key(0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)
    #expect(
      bytes(SipHash.hash([], key: key))
        == [0xA3, 0x81, 0x7F, 0x04, 0xBA, 0x25, 0xA8, 0xE6, 0x6D, 0xF6, 0x72, 0x14, 0xC7, 0x55, 0x02, 0x93])
    #expect(
      bytes(SipHash.hash([0], key: key))
        == [0xDA, 0x87, 0xC1, 0xD8, 0x6B, 0x99, 0xAF, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9B, 0x22, 0xFC, 0x45])
  }

  @Test func `remembers for its lifetime, and no more than its capacity`() {
    var random = SeededRandom(seed: 1)
    var seen = SeenMessages(lifetime: 100, capacity: 1000, random: &random)
    let ids = (0..<3000).map { MessageID([UInt8($0 & 0xFF), UInt8($0 >> 8)]) }
    for (time, id) in ids.enumerated() {
      let isNew = seen.insert(id, at: UInt64(time / 100))
      #expect(isNew)
    }
    #expect(seen.count == 1000)
    #expect(!seen.contains(ids[1999]) && seen.contains(ids[2000]))
    let isNew = seen.insert(ids[2000], at: 29)
    #expect(!isNew)
    seen.expire(at: 124)
    #expect(!seen.contains(ids[2399]) && seen.contains(ids[2400]) && seen.count == 600)
    seen.expire(at: 1000)
    #expect(seen.count == 0)
    let isNewAgain = seen.insert(ids[2400], at: 1000)
    #expect(isNewAgain)
  }

  @Test func `drops the oldest messages of a full cache`() {
    var cache = MessageCache(windowCount: 5, gossipWindowCount: 3, byteLimit: 1000)
    let messages = (0..<10).map { GossipFixtures.message(from: 1, UInt64($0), data: Array(repeating: 1, count: 100)) }
    let size = messages[0].encoded.count
    for message in messages {
      cache.put(message, id: message.id, topics: [GossipFixtures.topic])
      cache.shift()
      #expect(cache.byteCount <= 1000 && cache.byteCount == cache.count * size)
    }
    let answers = [9, 9, 0].map { cache.message(messages[$0].id, for: GossipFixtures.peer(1), limit: 1) }
    #expect(answers == [messages[9], nil, nil])
    for message in messages { cache.put(message, id: message.id, topics: [GossipFixtures.topic]) }
    #expect(cache.byteCount <= 1000)
  }
}
