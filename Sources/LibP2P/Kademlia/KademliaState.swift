/// What ``Kademlia`` guards by its lock.
struct KademliaState: Sendable {
  /// Connected peers that answer questions.
  var table: RoutingTable
  /// Where peers are.
  var book = AddressBook()
  /// Who provides what.
  var providers: ProviderStore
  /// The connected peers.
  var connected: Set<PeerID> = []
  /// What this node provides itself.
  var provided: Set<[UInt8]> = []

  /// What a message is answered with.
  enum Answer: Sendable, Hashable {
    /// This message.
    case message(KademliaMessage)
    /// Nothing: the message needs no answer.
    case none
    /// The end of the stream: the message makes no sense, or asks for what this node does not do.
    case refusal
  }

  /// Answers a peer's message, and notes what it announces.
  ///
  /// Source: `handlers.go` of go-libp2p-kad-dht. Values are neither stored nor given: no namespace has a validator here.
  mutating func answer(
    _ message: KademliaMessage, from peer: PeerID, local: PeerID, localAddresses: [Multiaddr], at now: UInt64
  ) -> Answer {
    switch message.kind {
    case .ping: return .message(message)
    case .putValue: return .refusal
    case .findNode:
      guard let key = message.key else { return .refusal }
      if key == local.bytes { return .message(KademliaMessage(.findNode, closerPeers: [describe(local, localAddresses, local)])) }
      var nearest = nearest(to: key, except: peer)
      // A connected peer is named even if the table has no room for it.
      if let target = try? PeerID(multihash: key), target != peer, connected.contains(target), !nearest.contains(target) {
        nearest.append(target)
      }
      let peers = nearest.map { describe($0, localAddresses, local) }.filter { !$0.addresses.isEmpty }
      return .message(KademliaMessage(.findNode, closerPeers: peers, level: message.level))
    case .getValue:
      guard let key = message.key, !key.isEmpty else { return .refusal }
      let peers = nearest(to: key, except: peer).map { describe($0, localAddresses, local) }
      return .message(KademliaMessage(.getValue, key: key, closerPeers: peers, level: message.level))
    case .getProviders:
      guard let key = message.key, !key.isEmpty else { return .refusal }
      var providers = providers.providers(of: key, at: now)
      if provided.contains(key) { providers.append(local) }
      return .message(
        KademliaMessage(
          .getProviders, key: key, closerPeers: nearest(to: key, except: peer).map { describe($0, localAddresses, local) },
          providers: providers.map { describe($0, localAddresses, local) }, level: message.level))
    case .addProvider:
      guard let key = message.key, !key.isEmpty else { return .refusal }
      // Only for oneself, and only with an address.
      for provider in message.providers where provider.id == peer && !provider.addresses.isEmpty {
        book.add(provider.addresses, of: peer)
        providers.add(peer, for: key, at: now)
      }
      return .none
    }
  }

  private func nearest(to key: [UInt8], except peer: PeerID) -> [PeerID] {
    table.nearest(to: KademliaKey(key), count: table.bucketSize).filter { $0 != peer }
  }

  private func describe(_ peer: PeerID, _ localAddresses: [Multiaddr], _ local: PeerID) -> KademliaMessage.Peer {
    KademliaMessage.Peer(
      id: peer, addresses: peer == local ? localAddresses : book.addresses(of: peer),
      connection: connected.contains(peer) ? .connected : .notConnected)
  }
}
