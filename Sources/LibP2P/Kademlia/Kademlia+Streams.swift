import Logging
import Synchronization

extension Kademlia {
  /// Answers the questions on a stream, in order, until its end.
  func answer(_ stream: PeerStream) async {
    var meter = RateMeter(configuration.requests)
    do {
      while let bytes = try await stream.readMessage(limit: KademliaMessage.longest) {
        let now = Host.now()
        guard meter.admit(at: now) else { return stream.reset() }
        let message = try KademliaMessage(decoding: bytes)
        let addresses = localAddresses
        let answer = state.withLock {
          $0.answer(message, from: stream.peer, local: host.peerID, localAddresses: addresses, at: now)
        }
        switch answer {
        case .message(let answer): try await stream.writeMessage(answer.encoded)
        case .none: break
        case .refusal: return stream.reset()
        }
      }
    } catch {
      logger.trace("a Kademlia stream ended", metadata: ["peer": "\(stream.peer)", "error": "\(error)"])
      stream.reset()
    }
  }

  /// What a search came to.
  struct SearchResult: Sendable {
    /// The nearest peers that answered.
    var nearest: [PeerID]
    /// Whether it was ended because what was looked for is found.
    var isEnded: Bool
  }

  /// Asks through the network, nearer and nearer to the message's key, until an answer is `enough`, or nobody is left to ask, or time is over.
  func search(_ message: KademliaMessage, until enough: @escaping @Sendable (KademliaMessage) -> Bool) async -> SearchResult {
    let key = message.key ?? []
    let seeds = state.withLock { $0.table.nearest(to: KademliaKey(key), count: configuration.bucketSize) }
    var query = KademliaQuery(
      target: key, local: host.peerID, seeds: seeds, count: configuration.bucketSize, concurrency: configuration.concurrency,
      timeout: configuration.requestTimeout.nanoseconds)
    var isEnded = false
    let deadline = Host.now() &+ configuration.queryTimeout.nanoseconds
    await withTaskGroup(of: (PeerID, KademliaMessage?).self) { group in
      for peer in query.next(at: Host.now()) { group.addTask { (peer, await self.ask(peer, message)) } }
      for await (peer, answer) in group {
        if let answer {
          note(answer, from: peer)
          query.answer(from: peer, closer: answer.closerPeers.map(\.id))
          if enough(answer) {
            isEnded = true
            query.end()
          }
        } else {
          query.fail(peer)
        }
        if isEnded || Host.now() > deadline || Task.isCancelled { break }
        for peer in query.next(at: Host.now()) { group.addTask { (peer, await self.ask(peer, message)) } }
      }
      group.cancelAll()
    }
    return SearchResult(nearest: query.nearest, isEnded: isEnded)
  }

  /// Asks one peer, connecting first where need be; nil if that fails or takes too long.
  private func ask(_ peer: PeerID, _ message: KademliaMessage) async -> KademliaMessage? {
    await withDeadline {
      let stream = try await self.open(peer)
      try await stream.writeMessage(message.encoded)
      let bytes = try await stream.readMessage(limit: KademliaMessage.longest)
      stream.closeWrite()
      guard let bytes else { return nil }
      let answer = try KademliaMessage(decoding: bytes)
      return answer.kind == message.kind ? answer : nil
    }
  }

  /// Tells one peer something that needs no answer; false if that fails.
  func tell(_ peer: PeerID, _ message: KademliaMessage) async -> Bool {
    await withDeadline {
      let stream = try await self.open(peer)
      try await stream.writeMessage(message.encoded)
      stream.closeWrite()
      // Until the other side has read it all and ended its half.
      while let bytes = try await stream.read(), !bytes.isEmpty {}
      return true
    } ?? false
  }

  private func open(_ peer: PeerID) async throws -> PeerStream {
    if !host.isConnected(peer) {
      var failure: any Error = HostError.notConnected(peer)
      for address in state.withLock({ $0.book.addresses(of: peer) }) where address.tcpEndpoint != nil {
        do {
          try await host.connect(to: address.with(peerID: peer))
          break
        } catch {
          failure = error
        }
      }
      guard host.isConnected(peer) else { throw failure }
    }
    return try await host.openStream(to: peer, protocols: [configuration.protocolID])
  }

  /// Notes where the peers are that an answer names.
  private func note(_ answer: KademliaMessage, from peer: PeerID) {
    state.withLock { state in
      for other in answer.closerPeers + answer.providers where other.id != host.peerID && other.id != peer {
        // What a connected peer says of itself counts more.
        if !state.connected.contains(other.id) { state.book.add(other.addresses, of: other.id) }
      }
    }
  }

  /// The result, or nil after the time for a request, or when it fails.
  private func withDeadline<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result?) async -> Result? {
    await withTaskGroup(of: Result?.self) { group in
      group.addTask {
        do {
          return try await work()
        } catch {
          self.logger.trace("a Kademlia request failed", metadata: ["error": "\(error)"])
          return nil
        }
      }
      group.addTask {
        try? await Task.sleep(for: self.configuration.requestTimeout)
        return nil
      }
      let result = await group.next() ?? nil
      group.cancelAll()
      return result
    }
  }
}
