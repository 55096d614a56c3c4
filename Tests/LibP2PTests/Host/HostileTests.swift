import NIOCore
import Testing

@testable import LibP2P

/// Peers that flood, stall and lie: they hit a limit, and the others do not notice.
struct HostileTests {
  /// A frame without data.
  static func frame(_ kind: YamuxHeader.Kind, _ flags: YamuxHeader.Flags = [], stream: UInt32 = 0, length: UInt32 = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    YamuxHeader(kind, flags: flags, stream: stream, length: length).encode(into: &bytes)
    return bytes
  }

  /// Waits until so many connections are in their handshakes: they are taken in by several threads, in any order.
  static func halfOpen(_ count: Int, _ host: Host) async {
    let end = ContinuousClock.now.advanced(by: .seconds(60))
    while host.statistics.halfOpen < count, ContinuousClock.now < end { await Task.yield() }
  }

  /// Runs a body with a host, and checks afterwards that an honest peer is served as ever.
  static func attack(_ configure: (inout HostConfiguration) -> Void = { _ in }, _ body: (Host) async throws -> Void) async throws {
    try await HostTesting.with(1, configure) { hosts in
      let honest = try await HostTesting.start()
      HostTests.serveEcho(hosts[0])
      try await honest.connect(to: hosts[0].address)
      let stream = try await honest.openStream(to: hosts[0].peerID, protocols: [HostTests.echo])
      try await body(hosts[0])
      try await stream.write([1, 2, 3])
      #expect(try await stream.read() == [1, 2, 3])
      #expect(honest.isConnected(hosts[0].peerID))
      await honest.stop()
    }
  }

  @Test(
    "ends connections that send garbage",
    arguments: [
      [UInt8](repeating: 0xFF, count: 100),
      Array("GET / HTTP/1.1\r\nHost: somewhere.example.org\r\nUser-Agent: somebody\r\nAccept: */*\r\n\r\n".utf8), [0x81, 0x80, 0x04],
      Multistream.token("/multistream/2.0.0"), Multistream.token(Multistream.header) + Multistream.token("/nobody") + [0xFF, 0xFF, 0, 0],
      Multistream.token(Multistream.header) + Multistream.token("/noise") + [0, 3, 1, 2, 3],
      Multistream.token(Multistream.header) + Multistream.token("/secio/1.0.0") + [0xFF, 0xFF, 0xFF, 0xFF],
    ])
  func garbage(bytes: [UInt8]) async throws {
    try await Self.attack { host in
      let peer = try await HostilePeer.connect(to: host)
      peer.trySend(bytes)
      try await peer.end()
      #expect(host.statistics.connections == 1)
    }
  }

  @Test("lets half-open connections of one address be few, and ends them in time")
  func halfOpen() async throws {
    try await Self.attack {
      $0.limits.halfOpenConnectionsPerAddress = 3
      $0.limits.handshakeTimeout = .seconds(2)
    } _: { host in
      var peers: [HostilePeer] = []
      for count in 1...3 {
        peers.append(try await HostilePeer.connect(to: host))
        await Self.halfOpen(count, host)
      }
      for _ in 0..<7 { peers.append(try await HostilePeer.connect(to: host)) }
      for peer in peers.dropFirst(3) { try await peer.end() }
      #expect(host.statistics.halfOpen <= 3 && host.statistics.refusals >= 7)
      // A slow one: a byte now and then, and never a whole token.
      peers[0].trySend([0x13])
      for peer in peers { try await peer.end() }
      #expect(host.statistics.halfOpen == 0)
    }
  }

  @Test("lets one address connect only so often")
  func connectionRate() async throws {
    try await Self.attack {
      $0.limits.incomingPerAddress = RateLimit(perSecond: 1, burst: 5)
    } _: { host in
      var peers: [HostilePeer] = []
      for count in 1...5 {
        peers.append(try await HostilePeer.connect(to: host))
        await Self.halfOpen(count, host)
      }
      try await HostilePeer.connect(to: host).end()
      for peer in peers { await peer.close() }
      #expect(host.statistics.refusals >= 1)
    }
  }

  @Test("counts the connections of one address and of one peer")
  func connectionCount() async throws {
    try await Self.attack {
      $0.limits.connectionsPerAddress = 3
      $0.limits.connectionsPerPeer = 2
    } _: { host in
      let key = NodeKey.generate()
      let peers = [try await HostilePeer.connect(to: host), try await .connect(to: host), try await .connect(to: host)]
      await Self.halfOpen(3, host)
      try await HostilePeer.connect(to: host).end()
      for peer in peers.prefix(2) { _ = try await peer.handshake(as: key) }
      _ = try? await peers[2].handshake(as: key)
      try await peers[2].end()
      #expect(host.statistics.connections == 3)
      for peer in peers { await peer.close() }
    }
  }

  @Test(
    "ends connections that break the rules of yamux",
    arguments: [
      frame(.windowUpdate, .synchronize, stream: 1) + frame(.data, stream: 1, length: 262_145), frame(.data, stream: 5, length: .max),
      frame(.windowUpdate, .synchronize, stream: 2), frame(.windowUpdate, .synchronize, stream: 1, length: .max), [1],
    ])
  func violations(bytes: [UInt8]) async throws {
    try await Self.attack { host in
      let peer = try await HostilePeer.connect(to: host)
      var session = try await peer.handshake()
      peer.trySend(try session.seal(bytes + [UInt8](repeating: 0, count: 12)))
      try await peer.end()
      #expect(host.statistics.violations == 1)
    }
  }

  @Test("resets streams beyond the limit, then ends the connection of who opens thousands")
  func manyStreams() async throws {
    try await Self.attack { host in
      let peer = try await HostilePeer.connect(to: host)
      var session = try await peer.handshake()
      var bytes: [UInt8] = []
      for index in 0..<UInt32(5_000) { bytes += Self.frame(.windowUpdate, .synchronize, stream: 2 * index + 1) }
      peer.trySend(try session.seal(bytes))
      try await peer.end()
      #expect(host.statistics.violations == 1)
    }
  }

  @Test("ends connections that flood it with frames that carry nothing")
  func controlFlood() async throws {
    try await Self.attack {
      $0.yamux.controlFrames = RateLimit(perSecond: 100, burst: 1_000)
    } _: { host in
      let peer = try await HostilePeer.connect(to: host)
      var session = try await peer.handshake()
      for _ in 0..<4 {
        peer.trySend(try session.seal((0..<500).flatMap { _ in Self.frame(.ping, .synchronize) }))
      }
      try await peer.end()
      #expect(host.statistics.violations == 1)
    }
  }

  @Test("ends connections whose peer takes nothing of what it asked for")
  func deaf() async throws {
    try await Self.attack {
      $0.limits.writeTimeout = .milliseconds(1)
      $0.yamux.window = 64 << 20
    } _: { host in
      host.setHandler(["/pour"]) { stream in
        let chunk = [UInt8](repeating: 0, count: 1 << 20)
        while (try? await stream.write(chunk)) != nil {}
      }
      let peer = try await HostilePeer.connect(to: host)
      var session = try await peer.handshake()
      try await peer.channel.setOption(.autoRead, value: false).get()
      peer.trySend(try session.seal(Self.frame(.windowUpdate, .synchronize, stream: 1, length: 1 << 30)))
      let tokens = Multistream.token(Multistream.header) + Multistream.token("/pour")
      peer.trySend(try session.seal(Self.frame(.data, stream: 1, length: UInt32(tokens.count)) + tokens))
      let end = ContinuousClock.now.advanced(by: .seconds(60))
      while host.statistics.connections > 1, ContinuousClock.now < end { await Task.yield() }
      await peer.close()
    }
  }

  @Test("resets streams whose opener never says what they are for, and those that live too long")
  func slowStreams() async throws {
    try await Self.attack {
      $0.limits.negotiationTimeout = .milliseconds(10)
    } _: { host in
      host.setHandler(["/short"], limits: StreamLimits(lifetime: .milliseconds(10))) { stream in
        await #expect(throws: StreamError.reset) { try await stream.read() }
      }
      let peer = try await HostilePeer.connect(to: host)
      var session = try await peer.handshake()
      let tokens = Multistream.token(Multistream.header) + Multistream.token("/short")
      var bytes = Self.frame(.windowUpdate, .synchronize, stream: 1)
      bytes += Self.frame(.windowUpdate, .synchronize, stream: 3) + Self.frame(.data, stream: 3, length: UInt32(tokens.count)) + tokens
      peer.trySend(try session.seal(bytes))
      var resets: Set<UInt8> = []
      var yamux = YamuxSession(isDialer: true)
      _ = [try yamux.open(), try yamux.open()]
      for await arrival in peer.arrivals {
        try yamux.receive(try session.open(arrival))
        for event in yamux.takeEvents() { if case .reset(let id) = event { resets.insert(UInt8(id)) } }
        if resets.isSuperset(of: [1, 3]) { break }
      }
      #expect(resets.isSuperset(of: [1, 3]))
      await peer.close()
    }
  }

  @Test("limits the streams of a protocol, of a peer and of all")
  func protocolLimits() async throws {
    try await HostTesting.with(2) { hosts in
      hosts[1].setHandler(["/few"], limits: StreamLimits(concurrentPerConnection: 2)) { stream in
        while (try? await stream.read()) != nil {}
      }
      try await hosts[0].connect(to: hosts[1].address)
      var streams: [PeerStream] = []
      for _ in 0..<2 { streams.append(try await hosts[0].openStream(to: hosts[1].peerID, protocols: ["/few"])) }
      let third = try? await hosts[0].openStream(to: hosts[1].peerID, protocols: ["/few"])
      if let third { await #expect(throws: StreamError.reset) { try await third.read() } }
      #expect(hosts[0].isConnected(hosts[1].peerID))
      withExtendedLifetime(streams) {}
    }
  }

  @Test("keeps no more unread bytes of a peer than the memory there is for it")
  func memory() async throws {
    try await HostTesting.with(2) {
      $0.limits.memoryPerPeer = 4 * 400_000
    } _: { hosts in
      hosts[1].setHandler(["/hoard"]) { _ in
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        for await _ in gate {}
        withExtendedLifetime(opener) {}
      }
      try await hosts[0].connect(to: hosts[1].address)
      var resets = 0
      var streams: [PeerStream] = []
      for _ in 0..<4 {
        let stream = try await hosts[0].openStream(to: hosts[1].peerID, protocols: ["/hoard"])
        streams.append(stream)
        try await stream.write([UInt8](repeating: 1, count: 250_000))
        if (try? await hosts[0].ping(hosts[1].peerID)) != nil, (try? stream.offer([1])) == nil { resets += 1 }
      }
      #expect(resets == 3 && streams.count == 4)
    }
  }

  @Test("bans a peer for a while")
  func ban() async throws {
    try await HostTesting.with(2) { hosts in
      try await hosts[0].connect(to: hosts[1].address)
      hosts[1].ban(hosts[0].peerID, for: .seconds(60))
      await hosts[0].disconnection(of: hosts[1].peerID)
      _ = try? await hosts[0].connect(to: hosts[1].address)
      await hosts[0].disconnection(of: hosts[1].peerID)
      #expect(hosts[1].connectedPeers.isEmpty)
      await #expect(throws: HostError.refused(.banned)) { try await hosts[1].connect(to: hosts[0].address) }
    }
  }
}
