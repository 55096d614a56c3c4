import LibP2P
import Testing

/// What two hosts can do with each other.
struct HostTests {
  static let echo = "/test/echo/1"

  /// Sends back what comes.
  static func serveEcho(_ host: Host) {
    host.setHandler([echo]) { stream in
      while let bytes = try? await stream.read() { try? await stream.write(bytes) }
    }
  }

  @Test(
    "connects, tells who it is and carries bytes both ways",
    arguments: [[SecurityProtocol.noise], [.secio], [.noise, .secio]], [["/yamux/1.0.0"], ["/yamux/2.0.0"]])
  func streams(security: [SecurityProtocol], muxers: [String]) async throws {
    try await HostTesting.with(2) {
      $0.security = security
      $0.muxers = muxers
    } _: { hosts in
      Self.serveEcho(hosts[1])
      #expect(try await hosts[0].connect(to: hosts[1].address) == hosts[1].peerID)
      #expect(hosts[0].connectedPeers == [hosts[1].peerID])
      let stream = try await hosts[0].openStream(to: hosts[1].peerID, protocols: ["/unknown", Self.echo])
      #expect(stream.protocolID == Self.echo && stream.peer == hosts[1].peerID && !stream.isInbound)
      try await stream.write(Array("hello".utf8))
      #expect(try await stream.read() == Array("hello".utf8))
      stream.closeWrite()
      #expect(try await stream.read() == nil)
      let info = await hosts[1].identified(hosts[0].peerID)
      #expect(info?.agentVersion == hosts[0].configuration.agentVersion)
      #expect(info?.listenAddresses == hosts[0].listenAddresses)
      #expect(info?.protocols == ["/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0", "/ipfs/ping/1.0.0"])
    }
  }

  @Test("sends at once when the peer told that it speaks the protocol")
  func lazyStreams() async throws {
    try await HostTesting.with(2) { hosts in
      Self.serveEcho(hosts[1])
      try await hosts[0].connect(to: hosts[1].address)
      #expect(await hosts[0].identified(hosts[1].peerID)?.protocols.contains(Self.echo) == true)
      let stream = try await hosts[0].openStream(to: hosts[1].peerID, protocols: [Self.echo])
      try await stream.writeMessage(Array("lazy".utf8))
      #expect(try await stream.readMessage(limit: 100) == Array("lazy".utf8))
    }
  }

  @Test("delivers a message whose sender ends its half and goes away at once")
  func unicast() async throws {
    try await HostTesting.with(2) { hosts in
      let (messages, continuation) = AsyncStream.makeStream(of: [UInt8].self)
      hosts[1].setHandler(["unicast"]) { stream in
        if let bytes = try? await stream.readToEnd(limit: 1_000_000) { continuation.yield(bytes) }
      }
      try await hosts[0].connect(to: hosts[1].address)
      _ = await hosts[0].identified(hosts[1].peerID)
      let message = [UInt8](repeating: 5, count: 700_000)
      do {
        let stream = try await hosts[0].openStream(to: hosts[1].peerID, protocols: ["unicast"])
        try await stream.write(message)
        stream.closeWrite()
      }
      for await received in messages {
        #expect(received == message)
        break
      }
    }
  }

  @Test("says which protocol nobody speaks")
  func refusedProtocol() async throws {
    try await HostTesting.with(2) { hosts in
      try await hosts[0].connect(to: hosts[1].address)
      await #expect(throws: HostError.negotiation(.refused)) {
        try await hosts[0].openStream(to: hosts[1].peerID, protocols: ["/nobody"])
      }
      await #expect(throws: HostError.notConnected(hosts[0].peerID)) {
        try await hosts[0].openStream(to: hosts[0].peerID, protocols: ["/nobody"])
      }
    }
  }

  @Test("tells connected peers of new protocols")
  func push() async throws {
    try await HostTesting.with(2) { hosts in
      try await hosts[0].connect(to: hosts[1].address)
      _ = await hosts[0].identified(hosts[1].peerID)
      _ = await hosts[1].identified(hosts[0].peerID)
      Self.serveEcho(hosts[1])
      for await event in hosts[0].events {
        if case .identified(_, let info) = event, info.protocols.contains(Self.echo) { break }
      }
    }
  }

  @Test("measures how long a peer takes to answer")
  func ping() async throws {
    try await HostTesting.with(2) { hosts in
      try await hosts[0].connect(to: hosts[1].address)
      #expect(try await hosts[0].ping(hosts[1].peerID) > .zero)
      #expect(try await hosts[1].ping(hosts[0].peerID) > .zero)
    }
  }

  @Test("holds a writer back whose peer does not read, and loses nothing")
  func backPressure() async throws {
    try await HostTesting.with(2) { hosts in
      let (gate, opener) = AsyncStream.makeStream(of: Void.self)
      let (sums, continuation) = AsyncStream.makeStream(of: Int.self)
      hosts[1].setHandler(["/slow"]) { stream in
        for await _ in gate { break }
        continuation.yield((try? await stream.readToEnd(limit: .max))?.count ?? -1)
      }
      try await hosts[0].connect(to: hosts[1].address)
      let stream = try await hosts[0].openStream(to: hosts[1].peerID, protocols: ["/slow"])
      let chunk = [UInt8](repeating: 1, count: 50_000)
      var written = 0
      while try stream.offer(chunk) { written += chunk.count }
      #expect(written < 3_000_000)
      opener.yield()
      try await stream.write(chunk)
      stream.closeWrite()
      for await sum in sums {
        #expect(sum == written + chunk.count)
        break
      }
    }
  }

  @Test("works on with two connections of one pair, made at the same time")
  func simultaneousDials() async throws {
    try await HostTesting.with(2) { hosts in
      for host in hosts { Self.serveEcho(host) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<2 { group.addTask { try await hosts[index].connect(to: hosts[1 - index].address) } }
        try await group.waitForAll()
      }
      for index in 0..<2 {
        let stream = try await hosts[index].openStream(to: hosts[1 - index].peerID, protocols: [Self.echo])
        try await stream.write([1, 2, 3])
        #expect(try await stream.read() == [1, 2, 3])
        #expect(hosts[index].connectedPeers == [hosts[1 - index].peerID])
      }
    }
  }

  @Test("shares one dial among all who want the peer")
  func sharedDials() async throws {
    try await HostTesting.with(2) { hosts in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 { group.addTask { try await hosts[0].connect(to: hosts[1].address) } }
        try await group.waitForAll()
      }
      #expect(hosts[0].statistics.connections == 1)
    }
  }

  @Test("tells of a peer that goes, and fails its streams")
  func disconnection() async throws {
    try await HostTesting.with(2) { hosts in
      Self.serveEcho(hosts[1])
      try await hosts[0].connect(to: hosts[1].address)
      let stream = try await hosts[0].openStream(to: hosts[1].peerID, protocols: [Self.echo])
      let reading = Task { try await stream.read() }
      await hosts[1].disconnect(hosts[0].peerID)
      await #expect(throws: StreamError.disconnected) { _ = try await reading.value }
      await hosts[0].disconnection(of: hosts[1].peerID)
      #expect(hosts[0].connectedPeers.isEmpty)
    }
  }

  @Test("stops waiting when its task is cancelled")
  func cancellation() async throws {
    try await HostTesting.with(2) { hosts in
      Self.serveEcho(hosts[1])
      try await hosts[0].connect(to: hosts[1].address)
      let stream = try await hosts[0].openStream(to: hosts[1].peerID, protocols: [Self.echo])
      let reader = Task { try await stream.read() }
      reader.cancel()
      await #expect(throws: CancellationError.self) { try await reader.value }
      try await stream.write([1])
      #expect(try await stream.read() == [1])
    }
  }

  @Test("returns to a persistent peer that comes back")
  func reconnection() async throws {
    let key = NodeKey.generate()
    let first = try await HostTesting.start(key)
    let address = try first.address
    let host = try await HostTesting.start { configuration in
      configuration.persistentPeers = [address]
      configuration.dialing.backOff = .seconds(60)
      configuration.dialing.maximumReconnectDelay = .milliseconds(20)
    }
    let events = host.events
    var iterator = events.makeAsyncIterator()
    while let event = await iterator.next() { if case .connected = event { break } }
    await first.stop()
    while let event = await iterator.next() { if case .disconnected = event { break } }
    let second = try await HostTesting.start(key) { $0.listenAddresses = [address.withoutPeerID] }
    while let event = await iterator.next() { if case .connected = event { break } }
    #expect(host.connectedPeers == [key.peerID])
    await host.stop()
    await second.stop()
  }
}
