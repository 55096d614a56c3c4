import TestSupport
import Testing

@testable import LibP2P

/// The host in place of the reference: what the dialer of a recorded connection sent is sent to it.
struct RecordedConnectionTests {
  @Test("serves every stream that the reference opened, and answers as it was answered")
  func listener() async throws {
    let golden = try GoldenData.json("p2p/02-connection-plaintext.json")
    let streams = golden["streams"].array.filter { $0["opened_by"].string == "dialer" }
    try await HostTesting.with(1) { hosts in
      let (chunks, received) = AsyncStream.makeStream(of: (String, [UInt8]).self)
      let protocols = ["/iotex/kad/1.0.0", "/meshsub/1.0.0", "unicast6438c9dc81d9e66ed023"]
      hosts[0].setHandler(protocols) { stream in
        while let bytes = try? await stream.read() { received.yield((stream.protocolID, bytes)) }
      }
      let peer = try await HostilePeer.connect(to: hosts[0])
      var session = try await peer.handshake()
      for frame in golden["frames_in_order"].array where frame["direction"].string == "dialer->listener" {
        let id = try frame.int("stream_id")
        // The recorded dialer went away from two streams before they were answered; here the answers are awaited.
        guard id % 2 == 1, frame["flags"].array.first?.string != "RST" else { continue }
        try await peer.send(try session.seal(frame.hex("header") + (frame["data"].hexBytes ?? [])))
      }

      var expected: [String: Int] = [:]
      for stream in streams where protocols.contains(stream["protocol"].string ?? "") {
        expected[try stream.string("protocol"), default: 0] += try stream.hex("opener_payload").count
      }
      var counts: [String: Int] = Dictionary(uniqueKeysWithValues: protocols.map { ($0, 0) })
      for await (name, bytes) in chunks {
        counts[name, default: 0] += bytes.count
        if counts == expected { break }
      }
      #expect(counts == expected)

      var answers: [UInt32: [UInt8]] = [:]
      let wanted = try Self.answers(streams)
      var yamux = YamuxSession(isDialer: true)
      for _ in 0..<8 { _ = try yamux.open() }
      for await arrival in peer.arrivals {
        try yamux.receive(try session.open(arrival))
        for event in yamux.takeEvents() {
          if case .readable(let id) = event, case .bytes(let bytes) = yamux.read(id) { answers[id, default: []] += bytes }
        }
        if wanted.allSatisfy({ answers[$0.key]?.starts(with: $0.value) == true }) { break }
      }
      for (id, answer) in wanted { #expect(answers[id]?.starts(with: answer) == true) }
      await peer.close()
    }
  }

  /// The tokens that the reference answered with, and for ping what followed them.
  private static func answers(_ streams: [JSON]) throws -> [UInt32: [UInt8]] {
    var answers: [UInt32: [UInt8]] = [:]
    for stream in streams {
      var bytes = stream["acceptor_multistream_tokens"].array.compactMap(\.string).flatMap { Multistream.token($0) }
      if stream["protocol"].string == Host.pingProtocolID { bytes += try stream.hex("acceptor_payload") }
      answers[UInt32(try stream.int("stream_id"))] = bytes
    }
    return answers
  }
}
