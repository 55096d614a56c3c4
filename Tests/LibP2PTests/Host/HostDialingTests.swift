import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import LibP2P

/// Dials that fail, and peers of whom there are too many.
struct HostDialingTests {
  @Test("accepts no other peer than the one that it dials")
  func wrongPeer() async throws {
    try await HostTesting.with(2) { hosts in
      let other = NodeKey.generate().peerID
      let address = try hosts[1].address.with(peerID: other)
      await #expect(throws: HostError.handshake(.wrongPeer(expected: other, actual: hosts[1].peerID))) {
        try await hosts[0].connect(to: address)
      }
      #expect(hosts[0].connectedPeers.isEmpty)
    }
  }

  @Test("does not dial itself")
  func selfDial() async throws {
    try await HostTesting.with(1) { hosts in
      await #expect(throws: HostError.selfDial) { try await hosts[0].connect(to: hosts[0].address) }
      await #expect(throws: HostError.self) { try await hosts[0].connect(to: hosts[0].listenAddresses[0]) }
    }
  }

  @Test("does not dial again at once what could not be reached")
  func backOff() async throws {
    try await HostTesting.with(2) {
      $0.dialing.backOff = .seconds(60)
    } _: { hosts in
      let address = try hosts[1].address
      await hosts[1].stop()
      await #expect(throws: HostError.self) { try await hosts[0].connect(to: address) }
      do {
        try await hosts[0].connect(to: address)
        Issue.record("dialled")
      } catch HostError.backingOff(let duration) {
        #expect(duration > .seconds(50))
      }
    }
  }

  @Test("does not wait for its dials when it stops")
  func stopWhileDialling() async throws {
    let host = try await HostTesting.start()
    let silent = try await ServerBootstrap(group: HostTesting.group).bind(host: "127.0.0.1", port: 0).get()
    let address = try Multiaddr(parsing: "/ip4/127.0.0.1/tcp/\(silent.localAddress?.port ?? 0)")
    let dial = Task { try await host.connect(to: address) }
    let end = ContinuousClock.now.advanced(by: .seconds(60))
    while host.statistics.dials == 0, ContinuousClock.now < end { await Task.yield() }
    await host.stop()
    await #expect(throws: HostError.notRunning) { try await dial.value }
    try await silent.close()
  }

  @Test("has nothing in common with a host of other protocols")
  func nothingInCommon() async throws {
    let secio = try await HostTesting.start { $0.security = [.secio] }
    let noise = try await HostTesting.start { $0.security = [.noise] }
    await #expect(throws: HostError.negotiation(.refused)) { try await noise.connect(to: secio.address) }
    await secio.stop()
    await noise.stop()
  }

  @Test("lets the peers of the lowest worth go when there are too many, but no protected one")
  func trimming() async throws {
    let center = try await HostTesting.start {
      $0.connections.highWater = 3
      $0.connections.lowWater = 2
      $0.connections.grace = .zero
    }
    try await HostTesting.with(4) { hosts in
      for host in hosts.prefix(3) { try await center.connect(to: host.address) }
      center.protect(hosts[0].peerID)
      center.setScore(-5, of: hosts[0].peerID)
      center.setScore(3, of: hosts[1].peerID)
      center.setScore(1, of: hosts[2].peerID)
      center.protect(hosts[3].peerID)
      try await center.connect(to: hosts[3].address)
      await center.disconnection(of: hosts[1].peerID)
      await center.disconnection(of: hosts[2].peerID)
      #expect(center.connectedPeers == [hosts[0].peerID, hosts[3].peerID].sorted())
    }
    await center.stop()
  }

  @Test("prefers, on both sides, the connection that the smaller name made")
  func preferredConnection() async throws {
    try await HostTesting.with(2) { hosts in
      // Two dials without a name share nothing, so that both connections are made.
      try await hosts[0].connect(to: hosts[1].listenAddresses[0])
      try await hosts[1].connect(to: hosts[0].listenAddresses[0])
      let end = ContinuousClock.now.advanced(by: .seconds(60))
      while hosts.contains(where: { $0.statistics.connections < 2 }), ContinuousClock.now < end { await Task.yield() }
      let preferred = (0..<2).map { index in
        hosts[index].state.withLock { $0.table.preferred(hosts[1 - index].peerID)?.isOutbound == true }
      }
      #expect(preferred == [hosts[0].peerID < hosts[1].peerID, hosts[1].peerID < hosts[0].peerID])
    }
  }

  @Test("doubles the time between dials, up to a limit, and forgets it after a success")
  func backOffTimes() throws {
    var configuration = DialConfiguration()
    configuration.backOff = .seconds(1)
    configuration.maximumBackOff = .seconds(5)
    var backOff = DialBackOff(configuration)
    let target = DialBackOff.Target.address(try Multiaddr(parsing: "/ip4/1.2.3.4/tcp/5"))
    let second: UInt64 = 1_000_000_000
    let delays = (0..<5).map { _ in
      backOff.failed(target, at: second)
      return backOff.delay(target, at: second) / second
    }
    #expect(delays == [1, 2, 4, 5, 5])
    #expect(backOff.delay(target, at: 7 * second) == 0)
    backOff.succeeded(target)
    #expect(backOff.delay(target, at: second) == 0)
  }
}
