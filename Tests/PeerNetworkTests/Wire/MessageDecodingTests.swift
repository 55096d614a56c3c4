import ChainTypes
import LibP2P
import Primitives
import Testing

@testable import PeerNetwork

@Suite("Decoding messages")
struct MessageDecodingTests {
  private func envelope(_ type: MessageType, bodySize: Int) -> MessageEnvelope {
    MessageEnvelope(
      chainID: 1, type: type, body: [UInt8](repeating: 1, count: bodySize), sender: "peer", timestamp: Timestamp(seconds: 1))
  }

  @Test("refuses bodies above the limit of their type before it copies them")
  func limits() {
    var limits = MessageLimits.default
    limits.maximumAction = 100
    let fits = envelope(.action, bodySize: 100).encoded(as: .broadcast)
    let long = envelope(.action, bodySize: 101).encoded(as: .broadcast)
    #expect(throws: Never.self) { try MessageEnvelope(decoding: fits, as: .broadcast, limits: limits) }
    #expect(throws: MessageError.tooLong(bytes: 101, limit: 100)) { try MessageEnvelope(decoding: long, as: .broadcast, limits: limits) }
    #expect(throws: MessageError.tooLong(bytes: 1025, limit: 1024)) {
      try MessageEnvelope(decoding: envelope(.blockRequest, bodySize: 1025).encoded(as: .unicast), as: .unicast)
    }
    limits.maximumMessage = 50
    #expect(throws: MessageError.tooLong(bytes: fits.count, limit: 50)) {
      try MessageEnvelope(decoding: fits, as: .broadcast, limits: limits)
    }
  }

  @Test("refuses what is cut short, and never traps on any prefix or changed byte")
  func damaged() throws {
    let bytes = envelope(.blockRequest, bodySize: 40).encoded(as: .unicast)
    for count in 0..<bytes.count {
      if let read = try? MessageEnvelope(decoding: [UInt8](bytes[..<count]), as: .unicast) { _ = try? UnicastContent(read) }
    }
    for index in bytes.indices {
      for change: UInt8 in [1, 0x80, 0xff] {
        var damaged = bytes
        damaged[index] ^= change
        if let read = try? MessageEnvelope(decoding: damaged, as: .unicast) { _ = try? UnicastContent(read) }
      }
    }
    #expect(throws: MessageError.self) { try MessageEnvelope(decoding: [UInt8](bytes.dropLast(3)), as: .unicast) }
  }

  @Test("tells the type without reading on")
  func types() {
    #expect(MessageEnvelope.broadcastType(of: envelope(.consensus, bodySize: 3).encoded(as: .broadcast)[...]) == .consensus)
    #expect(MessageEnvelope.broadcastType(of: []) == nil)
    #expect(MessageEnvelope.broadcastType(of: [0x1a, 0x01, 0x00]) == nil)
    #expect(MessageEnvelope.broadcastType(of: [0x10]) == nil)
  }

  @Test("refuses a sender that is longer than any peer id")
  func longSender() {
    var long = envelope(.action, bodySize: 1)
    long.sender = String(repeating: "a", count: 257)
    #expect(throws: MessageError.self) { try MessageEnvelope(decoding: long.encoded(as: .broadcast), as: .broadcast) }
  }

  @Test(
    "carries tips, blocks and ends over a block stream",
    arguments: [
      SyncFrame.tip(0), .tip(.max), .block([1, 2, 3]), .end(.complete), .end(.limited), .end(.busy), .end(.unavailable),
    ])
  func frames(frame: SyncFrame) throws {
    #expect(try SyncFrame(decoding: frame.encoded, maximumBlock: 100) == frame)
  }

  @Test("refuses frames above the limit, and ends with an unknown reason")
  func badFrames() {
    #expect(throws: MessageError.self) { try SyncFrame(decoding: [UInt8](repeating: 0, count: 165), maximumBlock: 100) }
    #expect(throws: MessageError.self) { try SyncFrame(decoding: [0x18, 9], maximumBlock: 100) }
  }
}
