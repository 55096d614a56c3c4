import LibP2P
import TestSupport
import Testing

/// Identify messages, against those that the reference sent.
struct IdentifyInfoTests {
  /// Every recorded message with what the reference's decoder found in it.
  static func recorded() throws -> [(message: [UInt8], decoded: JSON)] {
    let streams = try GoldenData.json("p2p/05-identify.json")["identify_streams"].array.map { $0["stream"]["acceptor_messages"] }
    let relayed = try GoldenData.json("p2p/05-identify-relay.json")["identify"].array.map { $0["messages"] }
    return try (streams + relayed).flatMap(\.array).map { (try $0.hex("message"), $0["decoded"]) }
  }

  @Test("reads every recorded message and writes it back byte for byte")
  func recordedMessages() throws {
    let messages = try Self.recorded()
    #expect(messages.count >= 6)
    for (message, decoded) in messages {
      let info = try IdentifyInfo(decoding: message)
      #expect(try info.publicKey == decoded.hex("public_key"))
      #expect(info.listenAddresses.map(\.description) == decoded["listen_addrs"].array.compactMap(\.string))
      #expect(info.protocols == decoded["protocols"].array.compactMap(\.string))
      #expect(info.observedAddress?.description == decoded["observed_addr"].string)
      #expect(info.protocolVersion == decoded["protocol_version"].string)
      #expect(info.agentVersion == decoded["agent_version"].string)
      #expect(info.encoded == message)
    }
  }

  @Test("leaves out addresses that are none, and fields that it does not know")
  func unknown() throws {
    var writer = ProtobufWriter()
    writer.write(2, bytes: [0xFF, 0xFF, 0xFF])
    writer.write(2, bytes: try Multiaddr(parsing: "/ip4/1.2.3.4/tcp/5").bytes)
    writer.write(8, bytes: [1, 2, 3])
    writer.write(9, number: 7)
    let info = try IdentifyInfo(decoding: writer.bytes)
    #expect(info.listenAddresses.map(\.description) == ["/ip4/1.2.3.4/tcp/5"])
  }

  @Test("keeps no more addresses and protocols than anybody needs")
  func many() throws {
    var writer = ProtobufWriter()
    for index in 0..<1_000 { writer.write(3, string: "/p/\(index)") }
    #expect(try IdentifyInfo(decoding: writer.bytes).protocols.count == 256)
  }

  @Test("rejects what is cut off at any place")
  func truncated() throws {
    let message = try #require(try Self.recorded().first).message
    var accepted = 0
    for count in 0..<message.count where (try? IdentifyInfo(decoding: Array(message.prefix(count)))) != nil { accepted += 1 }
    // Only where a field ends.
    #expect(accepted <= 13)
  }
}
