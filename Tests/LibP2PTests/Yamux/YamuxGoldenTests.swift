import LibP2P
import TestSupport
import Testing

/// Every scenario that was recorded of the reference, frame by frame.
struct YamuxGoldenTests {
  /// The sides do what they did when the scenario was recorded.
  static let scripts: [String: @Sendable (inout YamuxPair) throws -> Void] = [
    "open-write-close": { pair in
      let stream = try pair.client.open()
      try pair.settle()
      try pair.server.accept(stream)
      try pair.settle()
      try pair.client.write(Array("hello".utf8), to: stream)
      try pair.settle()
      #expect(pair.server.read(stream) == .bytes(Array("hello".utf8)))
      try pair.server.write(Array("world!".utf8), to: stream)
      try pair.settle()
      #expect(pair.client.read(stream) == .bytes(Array("world!".utf8)))
      pair.client.closeWrite(stream)
      try pair.settle()
      #expect(pair.server.read(stream) == .end)
      pair.server.closeWrite(stream)
      try pair.settle()
      #expect(pair.client.streamCount == 0 && pair.server.streamCount == 0)
    },
    "server-opens": { pair in
      let stream = try pair.server.open()
      try pair.settle()
      try pair.client.accept(stream)
      try pair.settle()
      try pair.server.write(Array("hi".utf8), to: stream)
      try pair.settle()
      _ = try pair.server.open()
      try pair.settle()
    },
    "write-before-accept": { pair in
      let stream = try pair.client.open()
      try pair.client.write(Array("early".utf8), to: stream)
      pair.client.closeWrite(stream)
      try pair.settle()
      try pair.server.accept(stream)
      #expect(pair.server.read(stream) == .bytes(Array("early".utf8)))
      #expect(pair.server.read(stream) == .end)
      pair.server.closeWrite(stream)
      try pair.settle()
      #expect(pair.client.streamCount == 0 && pair.server.streamCount == 0)
    },
    "reset-by-opener": { pair in
      let stream = try pair.client.open()
      try pair.settle()
      try pair.server.accept(stream)
      try pair.settle()
      pair.client.reset(stream)
      try pair.settle()
      #expect(pair.serverEvents.last == .reset(stream))
    },
    "reset-by-acceptor": { pair in
      let stream = try pair.client.open()
      try pair.settle()
      try pair.server.accept(stream)
      try pair.settle()
      pair.server.reset(stream)
      try pair.settle()
      #expect(pair.clientEvents.last == .reset(stream))
    },
    "ping": { pair in
      pair.client.ping()
      try pair.settle()
      pair.client.ping()
      try pair.settle()
      pair.server.ping()
      try pair.settle()
      #expect(pair.clientEvents == [.pong(0), .pong(1)] && pair.serverEvents == [.pong(0)])
    },
    "go-away": { pair in
      pair.client.goAway()
      try pair.settle()
      #expect(throws: YamuxStreamError.goingAway) { try pair.server.open() }
    },
    "window-update": { pair in
      let stream = try pair.client.open()
      try pair.settle()
      try pair.server.accept(stream)
      try pair.settle()
      try pair.client.write([UInt8](repeating: 7, count: 2_097_152), to: stream)
      for _ in 0..<2 {
        try pair.settle()
        guard case .bytes(let bytes) = pair.server.read(stream) else { throw YamuxViolation.stream }
        #expect(bytes.count == 1_048_576)
      }
      try pair.settle()
    },
    "window-exhausted-before-accept": { pair in
      let stream = try pair.client.open()
      try pair.client.write([UInt8](repeating: 9, count: 300_000), to: stream)
      try pair.settle()
      try pair.server.accept(stream)
      try pair.settle()
    },
  ]

  @Test("sends every recorded frame, byte for byte", arguments: scripts.keys.sorted())
  func scenario(name: String) throws {
    let golden = try GoldenData.json("p2p/04-yamux.json")
    let scenarios = golden["scenarios"].array
    #expect(Set(scenarios.compactMap { $0["name"].string }) == Set(Self.scripts.keys))
    let recorded = try #require(scenarios.first { $0["name"].string == name })["frames"].array
    var pair = YamuxPair()
    let script = try #require(Self.scripts[name])
    try script(&pair)
    #expect(pair.frames.map(\.header) == recorded.compactMap { $0["header"].hexBytes })
    #expect(pair.frames.map(\.fromClient) == recorded.map { $0["direction"].string == "client->server" })
    for (frame, expected) in zip(pair.frames, recorded) {
      if let data = expected["data"].hexBytes { #expect(frame.data == data) }
      if let digest = expected["data_sha256"].hexBytes { #expect(SHA256.hash(frame.data) == digest) }
    }
  }

  @Test("is configured as the reference")
  func configuration() throws {
    let golden = try GoldenData.json("p2p/04-yamux.json")["config"]
    let configuration = YamuxConfiguration()
    #expect(try golden.int("initial_stream_window") == YamuxConfiguration.initialWindow)
    #expect(try golden.int("max_stream_window_size") == configuration.window)
    #expect(try golden.int("accept_backlog") == configuration.maximumInboundStreams)
    #expect(try golden.uint64("keep_alive_interval_seconds") * 1_000_000_000 == configuration.keepAliveInterval)
    #expect(try golden.uint64("connection_write_timeout_seconds") * 1_000_000_000 == configuration.keepAliveTimeout)
  }

  @Test("understands every frame of a recorded connection, on both sides", arguments: [true, false])
  func recordedConnection(isDialer: Bool) throws {
    let golden = try GoldenData.json("p2p/02-connection-plaintext.json")
    var session = YamuxSession(isDialer: isDialer)
    let own = isDialer ? "dialer->listener" : "listener->dialer"
    var expected: [UInt32: [UInt8]] = [:]
    var received: [UInt32: [UInt8]] = [:]
    for frame in golden["frames_in_order"].array {
      let bytes = try frame.hex("header")
      let header = try YamuxHeader(bytes)
      guard frame["direction"].string != own else {
        if header.flags.contains(.synchronize), header.kind == .windowUpdate { #expect(try session.open() == header.stream) }
        continue
      }
      let data = header.kind == .data ? try frame.hex("data") : []
      if header.kind == .data { expected[header.stream, default: []] += data }
      try session.receive(header, data)
      for event in session.takeEvents() {
        switch event {
        case .opened(let id): try session.accept(id)
        case .readable(let id): if case .bytes(let bytes) = session.read(id) { received[id, default: []] += bytes }
        case .reset(let id): #expect(header.flags.contains(.reset) && header.stream == id)
        default: break
        }
      }
    }
    #expect(!expected.isEmpty && received == expected)
  }
}

extension YamuxHeader {
  /// The header in twelve bytes.
  init(_ bytes: [UInt8]) throws(YamuxViolation) {
    self = try bytes.withUnsafeBytes { buffer in Result { () throws(YamuxViolation) in try YamuxHeader(decoding: buffer) } }.get()
  }
}
