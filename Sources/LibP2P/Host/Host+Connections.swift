import NIOCore
import NIOPosix
import Synchronization

extension Host {
  /// Listens at one address.
  func listen(_ address: Multiaddr) async throws(HostError) {
    guard let endpoint = address.tcpEndpoint, endpoint.kind == .ip4 || endpoint.kind == .ip6 else { throw .unsupportedAddress(address) }
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 65_536, high: 262_144))
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
      .childChannelInitializer { self.accept($0) }
    do {
      let channel = try await bootstrap.bind(host: endpoint.host, port: Int(endpoint.port)).get()
      let bound = channel.localAddress.flatMap { Multiaddr($0) } ?? address
      state.withLock { state in
        state.listeners.append(channel)
        state.addresses += bound.interfaceAddresses
      }
    } catch {
      throw .cannotListen(address, reason: "\(error)")
    }
  }

  /// Takes in a fresh incoming connection, or closes it.
  private func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
    let origin = AdmissionControl.Origin(channel.remoteAddress.flatMap { Multiaddr($0) })
    let refusal = state.withLock { state in
      let refusal = state.admission.admit(origin, at: Host.now())
      if refusal != nil { state.counts.refusals += 1 }
      return refusal
    }
    if let refusal { return channel.eventLoop.makeFailedFuture(refusal) }
    let promise = channel.eventLoop.makePromise(of: PeerConnection.self)
    return channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(ConnectionHandler(host: self, origin: origin, expected: nil, promise: promise))
    }
  }

  /// Takes a connection in, or says why it may not stay.
  func register(_ connection: PeerConnection, origin: AdmissionControl.Origin?, at now: UInt64) -> ConnectionRefusal? {
    let (refusal, surplus) = state.withLock { state -> (ConnectionRefusal?, [PeerConnection]) in
      do throws(ConnectionRefusal) {
        let isFirst = try state.register(connection, configuration.limits, at: now)
        if let origin { state.admission.opened(origin) }
        state.backOff.succeeded(.peer(connection.peer))
        if isFirst {
          state.publish(.connected(connection.peer, address: connection.remoteAddress, isOutbound: connection.isOutbound))
        }
        let peers = state.table.surplus(configuration.connections, at: now)
        state.counts.trims += UInt64(peers.count)
        return (nil, peers.flatMap { state.table.entries[$0]?.connections ?? [] })
      } catch {
        state.counts.refusals += 1
        return (error, [])
      }
    }
    for connection in surplus { connection.close() }
    if refusal == nil { spawn { await self.identify(connection) } }
    return refusal
  }

  /// A connection that was taken in is gone.
  func removed(_ connection: PeerConnection) {
    state.withLock { state in
      if state.table.remove(connection) { state.publish(.disconnected(connection.peer)) }
    }
  }

  /// An incoming connection is gone.
  func left(_ origin: AdmissionControl.Origin, isHalfOpen: Bool) {
    state.withLock { $0.admission.closed(origin, isHalfOpen: isHalfOpen) }
  }

  /// Counts a connection that is ended for breaking the rules.
  func countViolation() { state.withLock { $0.counts.violations += 1 } }
}

extension Multiaddr {
  /// The address of a socket, if it is one of TCP.
  init?(_ address: SocketAddress) {
    guard let host = address.ipAddress, let port = address.port, let port = UInt16(exactly: port) else { return nil }
    // The scope of a link-local address is of no use to others.
    try? self.init(host: String(host.prefix { $0 != "%" }), tcpPort: port)
  }

  /// The addresses of this machine that are meant, if all of them are; else this one.
  fileprivate var interfaceAddresses: [Multiaddr] {
    guard isUnspecified, let port, let isIP4 = components.first.map({ $0.addressProtocol == .ip4 }),
      let devices = try? System.enumerateDevices()
    else { return [self] }
    let addresses = devices.compactMap { device -> Multiaddr? in
      guard let host = device.address?.ipAddress, host.contains(":") != isIP4, !host.hasPrefix("fe80") else { return nil }
      return try? Multiaddr(host: host, tcpPort: port)
    }
    return addresses.isEmpty ? [self] : addresses
  }
}
