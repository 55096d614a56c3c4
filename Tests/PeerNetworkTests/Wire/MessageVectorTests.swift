import ChainCrypto
import ChainTypes
import Primitives
import TestSupport
import Testing

@testable import PeerNetwork

/// Messages that the reference's own encoder made.
@Suite("Messages of the reference")
struct MessageVectorTests {
  private let document: JSON

  init() throws { document = try JSON(parsing: GoldenData.bytes("p2p/08-iotex-messages.json"), name: "08-iotex-messages") }

  @Test("names topics after the genesis hash")
  func topics() throws {
    #expect(document["topics"].array.count == 3)
    for topic in document["topics"].array {
      let names = NetworkNames(genesisHash: try #require(Hash256(hex: topic.string("genesis_hash"))))
      #expect(names.broadcastTopic == (try topic.string("broadcast_topic")))
      #expect(names.unicastProtocol == (try topic.string("unicast_protocol_id")))
    }
  }

  @Test("decodes and encodes every message to the same bytes, in both forms")
  func envelopes() throws {
    #expect(document["messages"].array.count == 8)
    for message in document["messages"].array {
      let expected = MessageEnvelope(
        chainID: UInt32(try message.int("chain_id")), type: MessageType(rawValue: Int32(try message.int("message_type"))),
        body: try message.hex("body"), sender: try message.string("peer_id"),
        timestamp: Timestamp(seconds: Int64(try message.int("timestamp_seconds")), nanoseconds: Int32(try message.int("timestamp_nanos"))))
      for (form, key) in [(MessageEnvelope.Form.broadcast, "broadcast_msg"), (.unicast, "unicast_msg")] {
        let bytes = try message.hex(key)
        #expect(try MessageEnvelope(decoding: bytes, as: form) == expected)
        #expect(expected.encoded(as: form) == bytes)
      }
    }
  }

  @Test("reads the contents of every type, and refuses types that do not come that way")
  func contents() throws {
    var seen: Set<Int32> = []
    for message in document["messages"].array {
      let envelope = try MessageEnvelope(decoding: try message.hex("broadcast_msg"), as: .broadcast)
      seen.insert(envelope.type.rawValue)
      switch envelope.type {
      case .action, .block, .consensus:
        let content = try BroadcastContent(envelope)
        #expect(content.type == envelope.type)
        #expect(content.encoded == envelope.body)
      default: #expect(throws: MessageError.unexpectedType(envelope.type)) { try BroadcastContent(envelope) }
      }
      switch envelope.type {
      case .block, .blockRequest:
        let content = try UnicastContent(envelope)
        #expect(content.type == envelope.type)
        #expect(content.encoded == envelope.body)
      default: #expect(throws: MessageError.unexpectedType(envelope.type)) { try UnicastContent(envelope) }
      }
      if case .block(let block) = try? BroadcastContent(envelope) {
        #expect(block.hash.hex == (try document.string("block_hash_of_the_block")))
      }
    }
    #expect(seen == [1, 2, 3, 4, 10001])
  }

  @Test("reads requests for ranges, those with nothing in them too")
  func requests() throws {
    #expect(try BlockRequest(decoding: [0x10, 1, 0x18, 5]) == BlockRequest(1...5))
    #expect(try BlockRequest(decoding: []).range == nil)
    #expect(BlockRequest(start: 0, end: 3).range == 1...3)
    #expect(BlockRequest(start: 300, end: .max).range == 300...UInt64.max)
    #expect(BlockRequest(start: 5, end: 4).range == nil)
  }
}

/// A block sync between two nodes of the reference, as it was recorded.
@Suite("Recorded block sync of the reference")
struct RecordedSyncTests {
  private let document: JSON

  init() throws { document = try JSON(parsing: GoldenData.bytes("p2p/08-block-sync.json"), name: "08-block-sync") }

  @Test("reads every recorded unicast message, and would have written the same bytes")
  func unicastMessages() throws {
    var requests: [ClosedRange<UInt64>?] = []
    var heights: [UInt64] = []
    let names = NetworkNames(genesisHash: try #require(Hash256(hex: document.string("genesis_hash"))))
    #expect(names.broadcastTopic == (try document.string("broadcast_topic")))
    for connection in document["connections"].array {
      for stream in connection["streams"].array where stream["protocol"].string == names.unicastProtocol {
        let bytes = try stream.hex("opener_payload")
        let envelope = try MessageEnvelope(decoding: bytes, as: .unicast)
        #expect(envelope.encoded(as: .unicast) == bytes)
        let recorded = stream["unicast_msg"]
        #expect(envelope.body == (try recorded.hex("body")))
        #expect(envelope.sender == (try recorded.string("peer_id")))
        #expect(envelope.chainID == UInt32(try recorded.int("chain_id")))
        switch try UnicastContent(envelope) {
        case .blockRequest(let request): requests.append(request.range)
        case .block(let block): heights.append(block.height)
        }
      }
    }
    #expect(requests == [1...2, 1...2, 1...2, 4...10, 4...10])
    #expect(heights.count == 6 && Set(heights) == [1, 2])
  }

  @Test("reads the recorded blocks to the recorded hashes")
  func blocks() throws {
    #expect(document["blocks"].array.count == 3)
    for recorded in document["blocks"].array {
      let block = try Block(decoding: recorded.hex("block"))
      #expect(block.hash.hex == (try recorded.string("hash")))
      #expect(block.height == (try recorded.uint64("height")))
    }
  }

  @Test("plans the same sync: the recorded answers in their order append the chain")
  func planning() throws {
    let blocks = try document["blocks"].array.map { try Block(decoding: $0.hex("block")) }
    let genesis = try #require(Hash256(hex: document.string("genesis_hash")))
    let server = samplePeer(1)
    var planner = BlockSyncPlanner(tip: SyncTip(height: 0, hash: genesis), seed: 1)
    var appended: [UInt64] = []
    func feed(_ event: SyncEvent, at time: UInt64) {
      for case .append(let batch) in planner.handle(event, at: time) { appended += batch.blocks.map(\.height) }
    }
    feed(.peerConnected(server, .unicast), at: 1)
    feed(.blockAnnounced(blocks[2], byteCount: 455, from: server), at: 2)
    for (index, height) in [1, 2, 1, 1, 2, 2].enumerated() {
      feed(.blockReceived(blocks[height - 1], byteCount: 500, from: server, request: nil), at: 3 + UInt64(index))
      if let last = appended.last { feed(.tipAdvanced(SyncTip(height: last, hash: blocks[Int(last) - 1].hash)), at: 3 + UInt64(index)) }
    }
    #expect(appended == [1, 2, 3])
  }
}
