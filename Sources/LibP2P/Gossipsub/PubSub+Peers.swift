import Logging
import Synchronization

extension PubSub {
  /// Begins and ends with peers as they come and go.
  func followPeers() async {
    for await event in host.events {
      switch event {
      case .connected(let peer, let address, let isOutbound): begin(peer, isOutbound: isOutbound, address: address.host)
      case .disconnected(let peer): end(peer)
      case .identified(let peer, let info): if info.protocols.contains(where: GossipProtocol.preference.contains) { speaksPubSub(peer) }
      }
    }
    let lanes = state.withLock { $0.lanes.values.map { $0 } }
    for lane in lanes { lane.close() }
  }

  /// Looks for peers whose coming or going was missed, which a flood of events can bring about, and tells the host who is worth keeping.
  func reviewPeers() {
    let connected = Set(host.connectedPeers)
    let known = state.withLock { Set($0.lanes.keys) }
    for peer in known.subtracting(connected) { end(peer) }
    for peer in connected.subtracting(known) { begin(peer, isOutbound: false, address: host.remoteAddress(of: peer)?.host) }
    guard let meshBonus = configuration.meshBonus else { return }
    let worth = state.withLock { state in
      let meshes = Set(state.router.subscriptions.flatMap { state.router.mesh(of: $0) })
      return connected.map { ($0, state.router.score(of: $0) + (meshes.contains($0) ? meshBonus : 0)) }
    }
    for (peer, score) in worth { host.setScore(score, of: peer) }
  }

  /// A peer is there: opens our stream to it.
  private func begin(_ peer: PeerID, isOutbound: Bool, address: String?) {
    let lane = PeerLane(peer, isOutbound: isOutbound, address: address, limits: configuration.outbox)
    let isNew = state.withLock { state in
      guard state.lanes[peer] == nil else { return false }
      state.lanes[peer] = lane
      return true
    }
    if isNew { begin(lane) }
  }

  /// A peer turns out to speak pubsub, which it may not have done when it was asked first.
  func speaksPubSub(_ peer: PeerID) {
    if let lane = state.withLock({ $0.lanes[peer] }) { begin(lane) }
  }

  /// Keeps a stream open, unless one is.
  private func begin(_ lane: PeerLane) {
    guard lane.beginService() else { return }
    host.spawn {
      repeat { await self.serve(lane) } while !lane.endService()
    }
  }

  /// A peer is gone.
  private func end(_ peer: PeerID) {
    handle(.disconnected(peer)) { state in
      guard let lane = state.lanes.removeValue(forKey: peer) else { return }
      state.droppedBefore &+= lane.droppedCount
      lane.close()
    }
  }

  /// Keeps a stream to a peer open for as long as it is connected and speaks pubsub.
  private func serve(_ lane: PeerLane) async {
    while !Task.isCancelled, isCurrent(lane) {
      do {
        let stream = try await host.openStream(to: lane.peer, protocols: GossipProtocol.preference)
        guard let speaks = GossipProtocol(protocolID: stream.protocolID), isCurrent(lane) else {
          stream.reset()
          return
        }
        handle(.connected(lane.peer, speaks, isOutbound: lane.isOutbound, address: lane.address))
        await withTaskGroup(of: Void.self) { group in
          group.addTask { await self.write(to: stream, from: lane) }
          // What comes back is of no interest, but that nothing more can come is.
          group.addTask { while let bytes = try? await stream.read(), !bytes.isEmpty {} }
          await group.next()
          stream.reset()
          group.cancelAll()
        }
        if isCurrent(lane) { handle(.disconnected(lane.peer)) }
      } catch HostError.negotiation {
        return
      } catch StreamError.negotiation {
        return
      } catch {
        logger.trace("no pubsub stream", metadata: ["peer": "\(lane.peer)", "error": "\(error)"])
      }
      guard (try? await Task.sleep(for: configuration.reopenDelay)) != nil else { return }
    }
  }

  private func write(to stream: PeerStream, from lane: PeerLane) async {
    do {
      for await _ in lane.openSignals() { while let bytes = lane.next() { try await stream.write(bytes) } }
    } catch {
      logger.trace("a pubsub stream ended", metadata: ["peer": "\(lane.peer)", "error": "\(error)"])
    }
  }

  private func isCurrent(_ lane: PeerLane) -> Bool { state.withLock { $0.lanes[lane.peer] === lane } }
}
