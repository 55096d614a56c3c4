import LibP2P
import TestSupport
import Testing

/// The reference's pubsub messages, encoded and recorded.
@Suite struct GossipGoldenTests {
  private static func vectors() throws -> JSON { try GoldenData.json("p2p/06-pubsub.json") }
  private static func recorded() throws -> JSON { try GoldenData.json("p2p/06-pubsub-recorded.json") }

  @Test func `offers the reference's protocols`() throws {
    let names = try Self.vectors()["protocol_ids_in_order_of_preference"].array.compactMap(\.string)
    #expect(names.count == 2)
    #expect(GossipProtocol.preference.filter(names.contains) == names)
  }

  @Test func `has the reference's parameters`() throws {
    let vectors = try Self.vectors()["parameters"]
    let parameters = GossipParameters()
    #expect(try vectors.int("D") == parameters.meshSize)
    #expect(try vectors.int("Dlo") == parameters.meshLow)
    #expect(try vectors.int("Dhi") == parameters.meshHigh)
    #expect(try vectors.uint64("fanout_ttl_s") * 1_000_000_000 == parameters.fanoutLifetime)
    #expect(try vectors.uint64("heartbeat_interval_ms") * 1_000_000 == parameters.heartbeatInterval)
    #expect(try vectors.uint64("seen_cache_s") * 1_000_000_000 == parameters.seenLifetime)
    #expect(try vectors.int("history_length") == parameters.historyWindows)
    #expect(try vectors.int("history_gossip") == parameters.gossipWindows)
    #expect(try vectors.int("max_rpc_bytes") == GossipDecodingLimits().rpcBytes)
    #expect(parameters.firstInvalid == nil)
  }

  @Test func `encodes RPCs as the reference does`() throws {
    let rpcs = try Self.vectors()["rpcs"].array
    #expect(rpcs.count == 10)
    for vector in rpcs {
      let bytes = try vector.hex("rpc")
      let rpc = try GossipRPC(decoding: bytes)
      #expect(rpc.encoded == bytes, "\(vector["name"].string ?? "")")
      #expect(rpc.ignoredEntryCount == 0)
      #expect(DelimitedMessages.frame(rpc.encoded) == (try vector.hex("on_the_stream")))
    }
  }

  @Test func `reads what is in the RPCs`() throws {
    let rpcs = try Self.vectors()["rpcs"].array
    let topic = try Self.vectors().string("topic")
    func rpc(_ name: String) throws -> GossipRPC {
      try GossipRPC(decoding: try #require(rpcs.first { $0["name"].string == name }).hex("rpc"))
    }
    #expect(try rpc("subscribe").subscriptions == [GossipRPC.Subscription(topic: topic, isSubscribed: true)])
    #expect(try rpc("unsubscribe").subscriptions == [GossipRPC.Subscription(topic: topic, isSubscribed: false)])
    #expect(try rpc("empty-hello") == GossipRPC())
    #expect(try rpc("graft").control == GossipControl(graft: [topic]))
    #expect(try rpc("prune").control == GossipControl(prune: [GossipControl.Prune(topic: topic)]))
    let ids = try Self.vectors()["signed_messages"].array.prefix(2).map { MessageID(try $0.hex("message_id")) }
    #expect(try rpc("ihave").control == GossipControl(ihave: [GossipControl.IHave(topic: topic, ids: ids)]))
    #expect(try rpc("iwant").control == GossipControl(iwant: [ids]))
    #expect(try rpc("answer-to-iwant").control == GossipControl())
    #expect(try rpc("answer-to-iwant").messages.map(\.id) == [ids[0]])
    #expect(try rpc("two-messages").messages.map(\.id) == ids)
    let all = try rpc("graft-prune-ihave-iwant-together")
    #expect(all.messages.count == 1)
    #expect(all.control?.ihave.count == 1 && all.control?.iwant.count == 1)
    #expect(all.control?.graft == [topic] && all.control?.prune.map(\.topic) == [topic])
  }

  @Test func `reads and verifies the reference's signed messages`() throws {
    let vectors = try Self.vectors()["signed_messages"].array
    #expect(vectors.count == 6)
    for vector in vectors {
      let bytes = try vector.hex("message")
      let message = try GossipMessage(decoding: bytes[...])
      #expect(message.encoded == bytes)
      #expect(message.authorBytes.map { [UInt8]($0) } == (try vector.hex("from")))
      #expect(message.author?.description == (try vector.string("from_base58")))
      #expect(message.data == (try vector.hex("data")))
      #expect(message.sequence.map { [UInt8]($0) } == (try vector.hex("seqno")))
      #expect(message.topics == vector["topic_ids"].array.compactMap(\.string))
      #expect(message.id.bytes == (try vector.hex("message_id")))
      #expect(message.signature.map { [UInt8]($0) } == (try vector.hex("signature")))
      #expect((message.key != nil) == (try vector.bool("key_field_present")))
      #expect((message.key.map { [UInt8]($0) } ?? []) == (try vector.hex("key_field")))
      #expect(message.signedBytes == (try vector.hex("signed_bytes")))
      #expect(message.isAuthentic, "\(vector["name"].string ?? "")")
      #expect(GossipRPC(messages: [message]).encoded == (try vector.hex("rpc")))
    }
  }

  @Test func `signs as the reference does`() throws {
    let vectors = try Self.vectors()["signed_messages"].array.filter { $0["key_type"].string == "Ed25519" }
    #expect(vectors.count == 5)
    for vector in vectors {
      let key = try NodeKey(seed: Array(try vector.hex("private_key_raw").prefix(32)))
      let sequence = try vector.hex("seqno").reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let message = GossipMessage(
        signing: try vector.hex("data"), topics: vector["topic_ids"].array.compactMap(\.string), sequence: sequence, with: key)
      #expect(message.encoded == (try vector.hex("message")))
      #expect(message.id.bytes == (try vector.hex("message_id")))
      #expect(message.signedBytes == (try vector.hex("signed_bytes")))
      #expect(message.author == key.peerID)
      #expect(message.data == (try vector.hex("data")))
      #expect(message.isAuthentic)
    }
  }

  @Test func `refuses every message with a changed bit`() throws {
    let vector = try #require(try Self.vectors()["signed_messages"].array.first)
    let bytes = try vector.hex("message")
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      guard let message = try? GossipMessage(decoding: changed[...]) else { continue }
      #expect(!message.isAuthentic, "bit 0 of byte \(index)")
    }
  }

  @Test func `reads the recorded exchange of 16 hosts`() throws {
    let connections = try Self.recorded()["connections"].array
    #expect(connections.count == 3)
    var grafts = 0
    var prunes = 0
    var offers = 0
    var requests = 0
    var messages = 0
    func id(_ json: JSON) throws -> MessageID { MessageID(try #require(json.hexBytes)) }
    for recorded in connections.flatMap({ $0["messages"].array }) {
      let bytes = try recorded.hex("rpc")
      let rpc = try GossipRPC(decoding: bytes)
      #expect(rpc.encoded == bytes)
      let decoded = recorded["decoded"]
      #expect(rpc.subscriptions.map(\.topic) == decoded["subscriptions"].array.compactMap { $0["topicid"].string })
      #expect(rpc.subscriptions.map(\.isSubscribed) == decoded["subscriptions"].array.compactMap { $0["subscribe"].bool })
      #expect(rpc.messages.map(\.data) == (try decoded["publish"].array.map { try $0.hex("data") }))
      #expect((rpc.control?.graft ?? []) == decoded["control"]["graft"].array.compactMap(\.string))
      #expect((rpc.control?.prune.map(\.topic) ?? []) == decoded["control"]["prune"].array.compactMap(\.string))
      let decodedOffers = try decoded["control"]["ihave"].array.flatMap { try $0["message_ids"].array.map(id) }
      #expect((rpc.control?.ihave.flatMap(\.ids) ?? []) == decodedOffers)
      #expect((rpc.control?.iwant ?? []).flatMap { $0 } == (try decoded["control"]["iwant"].array.map(id)))
      for message in rpc.messages { #expect(message.isAuthentic) }
      grafts += rpc.control?.graft.count ?? 0
      prunes += rpc.control?.prune.count ?? 0
      offers += rpc.control?.ihave.reduce(0) { $0 + $1.ids.count } ?? 0
      requests += rpc.control?.iwant.reduce(0) { $0 + $1.count } ?? 0
      messages += rpc.messages.count
    }
    #expect(grafts > 15 && prunes > 8 && offers > 5 && requests > 0 && messages > 12)
  }
}
