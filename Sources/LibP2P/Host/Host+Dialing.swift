import Logging
import NIOCore
import NIOPosix
import Synchronization

extension Host {
  /// Connects to a peer, unless it is connected. If the address ends with a peer id, only that peer will do.
  ///
  /// Dials of one peer at the same time share their fate. After failures a peer is not dialled for a while.
  /// - Throws: ``HostError``.
  @discardableResult
  public func connect(to address: Multiaddr) async throws -> PeerID { try await connect(to: address, isPatient: true) }

  /// Connects to a peer as ``connect(to:)`` does; if impatient, also while it should not be dialled for its failures.
  private func connect(to address: Multiaddr, isPatient: Bool) async throws -> PeerID {
    guard let endpoint = address.tcpEndpoint else { throw HostError.unsupportedAddress(address) }
    let expected = address.peerID
    let target = expected.map(DialBackOff.Target.peer) ?? .address(address)
    let promise = group.next().makePromise(of: PeerConnection.self)
    let (future, isNew) = state.withLock { state -> (EventLoopFuture<PeerConnection>, Bool) in
      if let expected, let connection = state.table.preferred(expected) {
        return (promise.futureResult.eventLoop.makeSucceededFuture(connection), false)
      }
      if let dial = state.dials[target] { return (dial.futureResult, false) }
      if let error = obstacle(target, state, isPatient: isPatient) {
        return (promise.futureResult.eventLoop.makeFailedFuture(error), false)
      }
      state.dials[target] = promise
      return (promise.futureResult, true)
    }
    if isNew {
      dial(endpoint, expected: expected, target: target, promise: promise)
    } else {
      promise.fail(HostError.notRunning)  // Nobody looks: a promise only must not be forgotten.
    }
    return try await future.get().peer
  }

  /// Why a dial may not begin.
  private func obstacle(_ target: DialBackOff.Target, _ state: HostState, isPatient: Bool) -> HostError? {
    guard state.phase == .running else { return .notRunning }
    let now = Host.now()
    if case .peer(let peer) = target {
      if peer == peerID { return .selfDial }
      if state.isBanned(peer, at: now) { return .refused(.banned) }
    }
    let delay = state.backOff.delay(target, at: now)
    if delay > 0, isPatient { return .backingOff(.nanoseconds(delay)) }
    return state.dials.count < configuration.dialing.concurrent ? nil : .tooManyDials
  }

  /// Makes a connection. The promise ends in any case.
  private func dial(
    _ endpoint: Multiaddr.TCPEndpoint, expected: PeerID?, target: DialBackOff.Target, promise: EventLoopPromise<PeerConnection>
  ) {
    // The first to be told, so that who waits for the dial finds it ended.
    promise.futureResult.whenComplete { result in
      self.state.withLock { state in
        state.dials[target] = nil
        switch result {
        case .success: state.backOff.succeeded(target)
        case .failure: state.backOff.failed(target, at: Host.now())
        }
      }
    }
    ClientBootstrap(group: group)
      .connectTimeout(TimeAmount(configuration.dialing.connectTimeout))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.writeBufferWaterMark, value: .init(low: 65_536, high: 262_144))
      .channelOption(.maxMessagesPerRead, value: 4)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(host: self, origin: nil, expected: expected, promise: promise))
        }
      }
      .connect(host: endpoint.host, port: Int(endpoint.port))
      .whenFailure { promise.fail(HostError.unreachable(reason: "\($0)")) }
  }

  /// Connects to a peer whenever it is not connected, until the host stops.
  func stayConnected(to address: Multiaddr) async {
    let shortest = min(configuration.dialing.backOff, configuration.dialing.maximumReconnectDelay)
    var delay = shortest
    while !Task.isCancelled {
      do {
        let peer = try await connect(to: address, isPatient: false)
        protect(peer)
        delay = shortest
        while let connection = state.withLock({ $0.table.preferred(peer) }) { try await connection.closed.get() }
      } catch {
        if case HostError.selfDial = error { return }
        logger.debug("a persistent peer is not reachable", metadata: ["address": "\(address)", "error": "\(error)"])
        delay = min(delay * 2, configuration.dialing.maximumReconnectDelay)
      }
      // Not all nodes at the same moment, when one of them comes back.
      let share = Double.random(in: 0.75...1.25)
      guard (try? await Task.sleep(for: delay * share)) != nil else { return }
    }
  }
}
