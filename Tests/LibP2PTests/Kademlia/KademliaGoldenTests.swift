import TestSupport
import Testing

@testable import LibP2P

/// The reference's Kademlia messages, encoded and recorded.
@Suite struct KademliaGoldenTests {
  private static func vectors() throws -> JSON { try GoldenData.json("p2p/07-dht-messages.json") }
  private static func recorded() throws -> JSON { try GoldenData.json("p2p/07-dht-recorded.json") }

  private static func message(_ name: String) throws -> KademliaMessage {
    try KademliaMessage(decoding: try #require(try vectors()["messages"].array.first { $0["name"].string == name }).hex("message"))
  }

  @Test func `speaks the reference's protocol`() throws {
    #expect(KademliaConfiguration().protocolID == (try Self.vectors().string("protocol_id")))
  }

  @Test func `encodes messages as the reference does`() throws {
    let messages = try Self.vectors()["messages"].array
    #expect(messages.count == 9)
    for vector in messages {
      let bytes = try vector.hex("message")
      let message = try KademliaMessage(decoding: bytes)
      #expect(message.encoded == bytes, "\(vector["name"].string ?? "")")
      #expect(DelimitedMessages.frame(message.encoded) == (try vector.hex("on_the_stream")))
    }
  }

  @Test func `reads what is in the messages`() throws {
    let request = try Self.message("find_node_request")
    #expect(request.kind == .findNode && request.level == 0 && request.closerPeers.isEmpty)
    let bob = try PeerID(multihash: try #require(request.key))
    let response = try Self.message("find_node_response")
    #expect(response.key == nil && response.closerPeers.count == 2)
    #expect(response.closerPeers[1].id == bob && response.closerPeers[1].connection == .connected)
    #expect(response.closerPeers[1].addresses.map(\.description) == ["/ip4/127.0.0.1/tcp/4690", "/ip4/10.0.0.1/tcp/4690"])
    #expect(response.closerPeers[0].connection == .notConnected)
    #expect(try Self.message("find_node_response_empty") == KademliaMessage(.findNode))
    let content = try ContentID(parsing: try Self.vectors().string("provider_cid_example"))
    #expect(content.bytes == (try Self.vectors().hex("provider_cid_example_bytes")))
    #expect(try Self.message("get_providers_request") == KademliaMessage(.getProviders, key: content.bytes))
    let providers = try Self.message("get_providers_response")
    #expect(providers.key == content.bytes && providers.providers.count == 1 && providers.closerPeers.count == 1)
    let announcement = try Self.message("add_provider")
    #expect(announcement.kind == .addProvider && announcement.providers.map(\.connection) == [.notConnected])
    #expect(try Self.message("ping") == KademliaMessage(.ping))
    #expect(try Self.message("get_value_request").kind == .getValue)
    #expect(try Self.message("find_node_request_level_3").level == 3)
  }

  @Test func `reads and repeats all that was recorded between four hosts`() throws {
    let connections = try Self.recorded()["other_connections"].array
    #expect(connections.count == 5)
    var count = 0
    for stream in connections.flatMap({ $0["streams"].array }) where stream["protocol"].string == "/iotex/kad/1.0.0" {
      for recorded in stream["opener_messages"].array + stream["acceptor_messages"].array {
        let bytes = try recorded.hex("message")
        let message = try KademliaMessage(decoding: bytes)
        #expect(message.encoded == bytes)
        let decoded = recorded["decoded"]
        let kinds: [String: KademliaMessage.Kind] = [
          "FIND_NODE": .findNode, "ADD_PROVIDER": .addProvider, "GET_PROVIDERS": .getProviders, "PING": .ping,
        ]
        #expect(message.kind == kinds[try decoded.string("type")])
        #expect((message.key ?? []) == (try decoded.hex("key")))
        for (peers, list) in [(message.closerPeers, "closer_peers"), (message.providers, "provider_peers")] {
          #expect(peers.map(\.id.description) == decoded[list].array.compactMap { $0["id"].string })
          #expect(peers.map { $0.addresses.map(\.description) } == decoded[list].array.map { $0["addrs"].array.compactMap(\.string) })
          let isConnected = decoded[list].array.map { $0["connection"].string == "CONNECTED" }
          #expect(peers.map { $0.connection == .connected } == isConnected)
        }
        count += 1
      }
    }
    #expect(count >= 20)
  }

  @Test func `names what a node provides as the reference does`() throws {
    for overlay in try Self.recorded()["overlay"].array {
      let host = "host-" + (try overlay.string("host"))
      let kadKey = ContentID(of: Array(host.utf8))
      #expect(kadKey.description == (try overlay.string("kad_key")))
      let content = ContentID(of: Array(kadKey.description.utf8))
      #expect(content.description == (try overlay.string("provider_cid")))
      #expect(content.bytes == (try overlay.hex("provider_cid_bytes")))
      #expect(Kademlia.overlayContent(masterKey: host) == content)
    }
  }

  @Test func `orders peers as the reference does`() throws {
    // The answers in the recordings are sorted by distance from their key.
    var checked = 0
    for stream in try Self.recorded()["other_connections"].array.flatMap({ $0["streams"].array })
    where stream["protocol"].string == "/iotex/kad/1.0.0" {
      let questions = try stream["opener_messages"].array.map { try KademliaMessage(decoding: try $0.hex("message")) }
      let answers = try stream["acceptor_messages"].array.map { try KademliaMessage(decoding: try $0.hex("message")) }
      for (question, answer) in zip(questions.filter { $0.kind != .addProvider }, answers) {
        let key = KademliaKey(try #require(question.key))
        #expect(answer.closerPeers.map(\.id) == answer.closerPeers.map(\.id).sorted(byDistanceTo: key))
        if answer.closerPeers.count > 1 { checked += 1 }
      }
    }
    #expect(checked > 1)
  }
}
