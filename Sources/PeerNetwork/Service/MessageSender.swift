import ChainTypes
import LibP2P

/// Puts contents into envelopes and sends them.
struct MessageSender: Sendable {
  let transport: any PeerTransport
  let names: NetworkNames
  let chainID: UInt32
  let counters: CounterBox
  /// This node's name, as envelopes carry it.
  private let localPeer: String

  init(transport: any PeerTransport, names: NetworkNames, chainID: UInt32, counters: CounterBox) {
    self.transport = transport
    self.names = names
    self.chainID = chainID
    self.counters = counters
    localPeer = transport.localPeer.description
  }

  /// Tells everybody.
  func broadcast(_ content: BroadcastContent) async throws {
    let envelope = envelope(content.type, content.encoded)
    try await transport.publish(envelope.encoded(as: .broadcast), to: names.broadcastTopic, isUrgent: content.type == .consensus)
    counters.outbound(content.type)
  }

  /// Tells one peer.
  func send(_ content: UnicastContent, to peer: PeerID) async throws {
    try await send(type: content.type, body: content.encoded, to: peer)
  }

  /// Tells one peer something that is encoded: one stream, one message, no length in front.
  func send(type: MessageType, body: [UInt8], to peer: PeerID) async throws {
    let channel = try await transport.openStream(to: peer, protocols: [names.unicastProtocol])
    do {
      try await channel.write(envelope(type, body).encoded(as: .unicast))
    } catch {
      channel.reset()
      throw error
    }
    channel.closeWrite()
    counters.outbound(type)
  }

  private func envelope(_ type: MessageType, _ body: [UInt8]) -> MessageEnvelope {
    MessageEnvelope(chainID: chainID, type: type, body: body, sender: localPeer, timestamp: WallClock.now)
  }
}
