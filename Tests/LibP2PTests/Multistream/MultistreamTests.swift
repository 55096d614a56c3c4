import LibP2P
import TestSupport
import Testing

@Suite("Multistream")
struct MultistreamTests {
  private static let cases: [JSON] = (try? GoldenData.json("p2p/02-multistream.json")["cases"].array) ?? []

  private static func vector(_ name: String) throws -> JSON {
    try #require(cases.first { $0["name"].string == name })
  }

  @Test("listens as recorded", arguments: [1, 3, 1_000])
  func listener(chunk: Int) throws {
    #expect(Self.cases.count == 11)
    for vector in Self.cases {
      let name = try vector.string("name")
      let isStrict = name == "ls-strict"
      var listener = MultistreamListener(
        protocols: vector["handlers"].array.compactMap(\.string), listAnswer: isStrict ? .protocols : .echo,
        limits: Multistream.Limits(tokenByteCount: 65_536))
      var sent = listener.start()
      var status = NegotiationStep.Status.pending
      var unread: [UInt8] = []
      let input = try vector.hex("client_bytes")
      for start in stride(from: 0, to: input.count, by: chunk) {
        let piece = [UInt8](input[start..<min(input.count, start + chunk)])
        if case .selected = status {
          unread += piece
          continue
        }
        let step = listener.receive(piece)
        sent += step.send
        status = step.status
        if case .selected(_, let rest) = status { unread += rest }
        if case .failed = status { break }
      }
      // What the server's handler itself wrote is no part of the negotiation.
      let expected = name == "lazy-client-reads-first" ? try vector.hex("server_bytes").dropLast(4) : try vector.hex("server_bytes")[...]
      #expect(sent[...] == expected, "\(name)")
      let result = vector["server_result"]
      if let selected = result["selected"].string {
        guard case .selected(selected, _) = status else {
          Issue.record("\(name): \(status)")
          continue
        }
        #expect(unread == (name == "lazy-client-write" ? [UInt8]("data".utf8) : []), "\(name)")
      } else {
        #expect(status == Self.failures[name], "\(name)")
      }
    }
  }

  private static let failures: [String: NegotiationStep.Status] = [
    "none-supported": .pending, "too-long": .failed(.tokenTooLong(65_537)), "wrong-version": .failed(.wrongVersion),
    "no-newline": .failed(.malformedToken),
  ]

  @Test("proposes as recorded", arguments: ["security", "muxer", "second-choice", "none-supported"])
  func initiator(name: String) throws {
    let vector = try Self.vector(name)
    let protocols =
      name.hasPrefix("s") && name != "security" || name == "none-supported"
      ? ["/meshsub/1.0.0", "/floodsub/1.0.0"] : vector["handlers"].array.compactMap(\.string)
    for isPipelined in [false, true] {
      var initiator = MultistreamInitiator(protocols: protocols, isPipelined: isPipelined)
      var sent = initiator.start()
      if !isPipelined { #expect(sent == Multistream.token(Multistream.header)) }
      var status = NegotiationStep.Status.pending
      for byte in try vector.hex("server_bytes") {
        let step = initiator.receive([byte])
        sent += step.send
        status = step.status
      }
      #expect(sent == (try vector.hex("client_bytes")), "\(name)")
      if let selected = vector["client_result"]["selected"].string {
        #expect(status == .selected(selected, unread: []))
      } else {
        #expect(status == .failed(.refused))
      }
    }
  }

  @Test("sends everything at once where the peer is known to agree")
  func lazy() throws {
    let vector = try Self.vector("lazy-client-write")
    var initiator = MultistreamInitiator(protocols: vector["handlers"].array.compactMap(\.string))
    #expect(initiator.start() + [UInt8]("data".utf8) == (try vector.hex("client_bytes")))
    let read = try Self.vector("lazy-client-reads-first")
    var reader = MultistreamInitiator(protocols: ["/a/1"])
    #expect(reader.start() == (try read.hex("client_bytes")))
    #expect(reader.receive(try read.hex("server_bytes")).status == .selected("/a/1", unread: [UInt8]("data".utf8)))
  }

  @Test("fails on an answer that was not asked for")
  func unexpected() {
    var initiator = MultistreamInitiator(protocols: ["/a/1"])
    _ = initiator.start()
    let step = initiator.receive(Multistream.token(Multistream.header) + Multistream.token("/b/1"))
    #expect(step.status == .failed(.unexpectedAnswer("/b/1")))
    #expect(initiator.receive([1, 2, 3]).status == step.status)
  }

  @Test("refuses without a proposal when there is nothing to propose")
  func nothing() {
    var initiator = MultistreamInitiator(protocols: [])
    #expect(initiator.start() == Multistream.token(Multistream.header))
    #expect(initiator.receive(Multistream.token(Multistream.header)).status == .failed(.refused))
  }

  @Test("ends a negotiation that proposes without end")
  func limits() {
    var listener = MultistreamListener(protocols: ["/a/1"], limits: Multistream.Limits(tokenByteCount: 100, proposals: 3))
    _ = listener.receive(Multistream.token(Multistream.header))
    for _ in 0..<3 { #expect(listener.receive(Multistream.token("/b/1")).status == .pending) }
    #expect(listener.receive(Multistream.token("/a/1")).status == .failed(.tooManyProposals))
    var long = MultistreamListener(protocols: ["/a/1"])
    let step = long.receive([0x81, 0x08])
    #expect(step.status == .failed(.tokenTooLong(1_025)))
    #expect(step.send.isEmpty)
  }
}
