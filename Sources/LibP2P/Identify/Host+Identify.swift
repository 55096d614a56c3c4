import Logging
import Synchronization

extension Host {
  /// How long an exchange may take.
  private static let identifyLifetime = Duration.seconds(30)
  /// How often a peer may ask or tell, in a second and at once.
  private static let identifyLimits = StreamLimits(
    concurrentPerConnection: 4, openings: RateLimit(perSecond: 2, burst: 16), lifetime: identifyLifetime)

  /// Answers who we are, and listens to who others are.
  func serveIdentify() {
    handlers.set([IdentifyInfo.protocolID], limits: Self.identifyLimits) { [weak self] stream in
      guard let message = self?.identifyMessage(for: stream.remoteAddress) else { return }
      try? await stream.writeMessage(message)
    }
    handlers.set([IdentifyInfo.pushProtocolID], limits: Self.identifyLimits) { [weak self] stream in
      await self?.receiveIdentify(stream)
    }
  }

  /// Asks a new peer who it is.
  func identify(_ connection: PeerConnection) async {
    do {
      let stream = try await connection.openStream([IdentifyInfo.protocolID], known: [])
      stream.setLifetime(Self.identifyLifetime)
      await receiveIdentify(stream)
      stream.closeWrite()
    } catch {
      logger.debug("a peer does not say who it is", metadata: ["peer": "\(connection.peer)", "error": "\(error)"])
    }
  }

  /// Tells connected peers that listen to it what has changed.
  func pushIdentify() {
    let connections = state.withLock { state in
      state.table.entries.compactMap { peer, entry in
        entry.info?.protocols.contains(IdentifyInfo.pushProtocolID) == true ? state.table.preferred(peer) : nil
      }
    }
    for connection in connections {
      spawn {
        guard let stream = try? await connection.openStream([IdentifyInfo.pushProtocolID], known: [IdentifyInfo.pushProtocolID]) else {
          return
        }
        stream.setLifetime(Self.identifyLifetime)
        try? await stream.writeMessage(self.identifyMessage(for: connection.remoteAddress))
        stream.closeWrite()
      }
    }
  }

  /// What we tell a peer, no longer than the reference reads: addresses that do not fit are left out.
  private func identifyMessage(for peer: Multiaddr) -> [UInt8] {
    let announced = configuration.announcedAddresses
    var info = IdentifyInfo(
      publicKey: key.publicKey.protobuf, listenAddresses: announced.isEmpty ? listenAddresses : announced, protocols: handlers.protocols,
      observedAddress: peer, protocolVersion: configuration.protocolVersion, agentVersion: configuration.agentVersion)
    while info.encoded.count > IdentifyInfo.referenceLimit, info.listenAddresses.popLast() != nil {}
    return info.encoded
  }

  /// Takes what a peer tells. Somebody else's key makes it worthless.
  private func receiveIdentify(_ stream: PeerStream) async {
    do {
      guard let message = try await stream.readMessage(limit: configuration.limits.identifyMessage) else { return }
      let info = try IdentifyInfo(decoding: message)
      if !info.publicKey.isEmpty {
        guard stream.peer.matches(try PublicNodeKey(protobuf: info.publicKey)) else { return }
      }
      state.withLock { state in
        if state.table.set(info, of: stream.peer) { state.publish(.identified(stream.peer, info)) }
      }
    } catch {
      logger.debug("a peer's description is of no use", metadata: ["peer": "\(stream.peer)", "error": "\(error)"])
    }
  }
}
