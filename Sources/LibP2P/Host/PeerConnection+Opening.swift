extension PeerConnection {
  /// Opens a stream for the first of the protocols that the peer speaks. If one is among `known`, what it told that it speaks, its answer is not awaited.
  func openStream(_ protocols: [String], known: [String]) async throws -> PeerStream {
    do {
      let id = try open()
      if let name = protocols.first(where: known.contains) {
        var negotiation = MultistreamInitiator(protocols: [name])
        let tokens = negotiation.start()
        let stream = PeerStream(self, id, name, isInbound: false, negotiation: negotiation)
        _ = try write(tokens, to: id)
        return stream
      }
      do {
        let (name, unread) = try await negotiate(protocols, on: id)
        setDeadline(nil, of: id)
        return PeerStream(self, id, name, isInbound: false, unread: unread)
      } catch {
        reset(id)
        release(id)
        throw error
      }
    } catch let error as StreamError {
      throw HostError.stream(error)
    }
  }

  /// Agrees on a protocol, in the time that there is for it.
  private func negotiate(_ protocols: [String], on id: UInt32) async throws -> (name: String, unread: [UInt8]) {
    setDeadline(Host.now() &+ negotiationTimeout, of: id)
    var negotiation = MultistreamInitiator(protocols: protocols, isPipelined: true)
    _ = try write(negotiation.start(), to: id)
    while true {
      switch try read(id) {
      case .bytes(let bytes):
        let step = negotiation.receive(bytes)
        if !step.send.isEmpty { _ = try write(step.send, to: id) }
        switch step.status {
        case .pending: continue
        case .selected(let name, let unread): return (name, unread)
        case .failed(let error): throw HostError.negotiation(error)
        }
      case .end:
        throw HostError.negotiation(.refused)
      case .nothing:
        try await wait(for: .readable, on: id)
      }
    }
  }
}
