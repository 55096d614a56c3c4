import LibP2P
import Testing

/// The encoding of messages and RPCs beyond what the reference writes.
@Suite struct GossipMessageTests {
  private static let key = NodeKey.generate()

  @Test func `reads a message in any order as the reference would write it`() throws {
    let message = GossipMessage(signing: [1, 2, 3], topics: ["a", "b"], sequence: 7, with: Self.key)
    var writer = ProtobufWriter()
    writer.write(5, bytes: try #require(message.signature))
    writer.write(4, string: "a")
    writer.write(2, bytes: [9, 9])
    writer.write(3, bytes: try #require(message.sequence))
    writer.write(4, string: "b")
    writer.write(2, bytes: [1, 2, 3])
    writer.write(1, bytes: try #require(message.authorBytes))
    let read = try GossipMessage(decoding: writer.bytes[...])
    #expect(read == message && read.isAuthentic && read.topics == ["a", "b"])
  }

  @Test func `reads lengths in too many bytes, and writes them in as few as it takes`() throws {
    let message = GossipMessage(signing: [], topics: ["a"], sequence: 7, with: Self.key)
    // The length of field 1, 38, in two bytes.
    var bytes = message.encoded
    bytes.replaceSubrange(1..<2, with: [38 | 0x80, 0])
    #expect(try GossipMessage(decoding: bytes[...]) == message)
  }

  @Test func `keeps unknown fields, which are signed as well`() throws {
    let plain = GossipMessage(signing: [1], topics: ["a"], sequence: 7, with: Self.key)
    var unknown = ProtobufWriter()
    unknown.write(9, string: "later")
    let extended = try GossipMessage(decoding: (plain.encoded + unknown.bytes)[...])
    #expect(extended.encoded == plain.encoded + unknown.bytes)
    #expect(!extended.isAuthentic)
    #expect(extended.signedBytes == plain.signedBytes + unknown.bytes)
    // In front, it moves behind.
    #expect(try GossipMessage(decoding: (unknown.bytes + plain.encoded)[...]) == extended)
  }

  @Test func `tells absent fields from empty ones`() throws {
    let none = try GossipMessage(decoding: [])
    #expect(none.authorBytes == nil && none.sequence == nil && none.signature == nil && none.topics == [] && none.data == [])
    #expect(none.id == MessageID([]) && !none.isAuthentic)
    let empty = try GossipMessage(decoding: [0x0A, 0, 0x12, 0, 0x1A, 0, 0x22, 0, 0x2A, 0, 0x32, 0])
    #expect(empty.authorBytes == [] && empty.sequence == [] && empty.signature == [] && empty.key == [] && empty.topics == [""])
    #expect(empty.encoded == [0x0A, 0, 0x12, 0, 0x1A, 0, 0x22, 0, 0x2A, 0, 0x32, 0] && !empty.isAuthentic)
  }

  @Test func `a topic that is no text equals no topic`() throws {
    let message = try GossipMessage(decoding: [0x22, 2, 0xFF, 0xFE])
    #expect(message.topics.count == 1 && message.encoded == [0x22, 2, 0xFF, 0xFE])
  }

  @Test func `a message by another's key is not authentic`() throws {
    let other = NodeKey.generate()
    let message = GossipMessage(signing: [1], topics: ["a"], sequence: 1, with: Self.key)
    var writer = ProtobufWriter()
    writer.write(1, bytes: other.peerID.bytes)
    writer.write(2, bytes: [1])
    writer.write(3, bytes: [0, 0, 0, 0, 0, 0, 0, 1])
    writer.write(4, string: "a")
    let signed = writer.bytes
    writer.write(5, bytes: Self.key.sign(Array("libp2p-pubsub:".utf8) + signed))
    #expect(try !GossipMessage(decoding: writer.bytes[...]).isAuthentic)
    writer.write(6, bytes: Self.key.publicKey.protobuf)
    #expect(try !GossipMessage(decoding: writer.bytes[...]).isAuthentic)
    #expect(message.isAuthentic)
  }

  @Test(
    arguments: [
      [0x0A], [0x0A, 5, 1], [0x08, 1], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], [0x00], [0x43, 0x44], [0x3A, 200],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
    ] as [[UInt8]])
  func `refuses what is no message`(_ bytes: [UInt8]) {
    #expect(throws: WireError.self) { try GossipMessage(decoding: bytes[...]) }
    var rpc = ProtobufWriter()
    rpc.write(2, bytes: bytes)
    #expect(throws: WireError.self) { try GossipRPC(decoding: rpc.bytes) }
  }

  @Test func `reads any bytes without a trap`() {
    var random = SeededRandom(seed: 5)
    let start = GossipRPC(
      subscriptions: [GossipRPC.Subscription(topic: "a", isSubscribed: true)],
      messages: [GossipMessage(signing: [1], topics: ["a"], sequence: 7, with: Self.key)],
      control: GossipControl(
        ihave: [GossipControl.IHave(topic: "a", ids: [MessageID([1])])], iwant: [[MessageID([2])]], graft: ["a"],
        prune: [GossipControl.Prune(topic: "b", backoffSeconds: 9)])
    ).encoded
    var read = 0
    for _ in 0..<5000 {
      var bytes = start
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if let rpc = try? GossipRPC(decoding: bytes) {
        read += 1
        // What was read is written and read again the same.
        let again = try? GossipRPC(decoding: rpc.encoded)
        #expect(again == rpc || rpc.ignoredEntryCount > 0)
      }
    }
    #expect(read > 100)
  }

  @Test func `leaves out what is beyond the limits, and counts it`() throws {
    var limits = GossipDecodingLimits()
    limits.subscriptions = 2
    limits.messages = 1
    limits.controlEntries = 3
    limits.messageIDs = 4
    limits.topicBytes = 5
    limits.messageIDBytes = 6
    let ids = (0..<3).map { MessageID([$0]) }
    let rpc = GossipRPC(
      subscriptions: (0..<4).map { GossipRPC.Subscription(topic: "t\($0)", isSubscribed: true) },
      messages: [try GossipMessage(decoding: []), try GossipMessage(decoding: [])],
      control: GossipControl(
        ihave: [
          GossipControl.IHave(topic: "a", ids: ids), GossipControl.IHave(topic: "b", ids: ids),
          GossipControl.IHave(topic: "longer", ids: []),
        ],
        iwant: [[MessageID([1, 2, 3, 4, 5, 6, 7])], ids], graft: ["a", "b", "c", "d", "longer"], prune: []))
    let read = try GossipRPC(decoding: rpc.encoded, limits: limits)
    #expect(read.subscriptions.count == 2 && read.messages.count == 1)
    #expect(read.control?.ihave.map(\.ids.count) == [3, 1] && read.control?.graft == ["a", "b", "c"])
    #expect(read.control?.iwant.map(\.count) == [0, 3])
    #expect(read.ignoredEntryCount == 2 + 1 + 2 + 1 + 1 + 2)
    limits.rpcBytes = 10
    #expect(throws: WireError.lengthAboveLimit(UInt64(rpc.encoded.count), limit: 10)) {
      try GossipRPC(decoding: rpc.encoded, limits: limits)
    }
  }

  @Test func `reads a back-off, and ignores peers offered for exchange`() throws {
    var prune = ProtobufWriter()
    prune.write(1, string: "a")
    prune.write(2, bytes: [0x0A, 1, 7])
    prune.write(3, number: 60)
    var control = ProtobufWriter()
    control.write(4, message: prune)
    var rpc = ProtobufWriter()
    rpc.write(3, message: control)
    #expect(try GossipRPC(decoding: rpc.bytes).control?.prune == [GossipControl.Prune(topic: "a", backoffSeconds: 60)])
  }
}
