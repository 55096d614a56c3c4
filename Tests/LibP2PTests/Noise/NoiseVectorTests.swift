import Crypto
import TestSupport
import Testing

@testable import LibP2P

@Suite("Noise XX transcripts")
struct NoiseVectorTests {
  @Test("equal those of another implementation")
  func transcripts() throws {
    let cases = try GoldenData.json("p2p/noise-xx.json")["handshakes"].array
    #expect(cases.count == 2)
    for vector in cases {
      func key(_ name: String) throws -> Curve25519.KeyAgreement.PrivateKey {
        try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: try vector.hex(name))
      }
      let prologue = try vector.hex("prologue")
      var initiator = NoiseXX(
        role: .initiator, staticKey: try key("initiator_static"), ephemeralKey: try key("initiator_ephemeral"), prologue: prologue)
      var responder = NoiseXX(
        role: .responder, staticKey: try key("responder_static"), ephemeralKey: try key("responder_ephemeral"), prologue: prologue)
      let messages = try vector["messages"].array.map { (payload: try $0.hex("payload"), bytes: try $0.hex("message")) }
      #expect(messages.count == 7)
      #expect(try initiator.writeFirst(payload: messages[0].payload) == messages[0].bytes)
      #expect(try responder.readFirst(messages[0].bytes) == messages[0].payload)
      #expect(try responder.writeSecond(payload: messages[1].payload) == messages[1].bytes)
      #expect(try initiator.readSecond(messages[1].bytes) == messages[1].payload)
      #expect(try initiator.writeThird(payload: messages[2].payload) == messages[2].bytes)
      #expect(try responder.readThird(messages[2].bytes) == messages[2].payload)
      #expect(initiator.hash == (try vector.hex("handshake_hash")))
      #expect(responder.hash == initiator.hash)
      var (sending, receiving) = initiator.ciphers()
      var (answering, listening) = responder.ciphers()
      for (index, message) in messages.enumerated().dropFirst(3) {
        // The responder sends messages 4, 6, ….
        var output: [UInt8] = []
        var opened: [UInt8] = []
        if index % 2 == 1 {
          try message.payload.withUnsafeBytes { try answering.seal($0, into: &output) }
          try output.withUnsafeBytes { try receiving.open($0, into: &opened) }
        } else {
          try message.payload.withUnsafeBytes { try sending.seal($0, into: &output) }
          try output.withUnsafeBytes { try listening.open($0, into: &opened) }
        }
        #expect(output == message.bytes)
        #expect(opened == message.payload)
      }
    }
  }
}
