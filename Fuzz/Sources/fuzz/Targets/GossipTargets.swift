import LibP2P

/// What peers send over identify, pubsub and Kademlia streams, and what the router does with it.
extension FuzzTarget {
  /// A pubsub RPC.
  static let gossip = FuzzTarget(name: "gossip") { input in
    guard var rpc = try? GossipRPC(decoding: [UInt8](input)) else { return }
    let limits = GossipDecodingLimits()
    require(rpc.messages.count <= limits.messages && rpc.subscriptions.count <= limits.subscriptions, "a list is too long")
    let ids = rpc.control.map { $0.ihave.reduce(0) { $0 + $1.ids.count } } ?? 0
    require(ids <= limits.messageIDs, "there are too many ids")
    rpc.ignoredEntryCount = 0
    require((try? GossipRPC(decoding: rpc.encoded)) == rpc, "an RPC changes")
    for message in rpc.messages.prefix(4) {
      require((try? GossipMessage(decoding: message.encoded[...])) == message, "a message changes")
      require(message.id.bytes.count <= message.encoded.count, "an id appears out of nothing")
      require(message.signedBytes.count <= message.encoded.count + 14, "more is signed than there is")
      require(!message.isAuthentic || message.signature != nil, "a message without signature is authentic")
    }
  }

  /// A Kademlia message.
  static let kademlia = FuzzTarget(name: "kademlia") { input in
    guard var message = try? KademliaMessage(decoding: [UInt8](input)) else { return }
    // An empty key is written as none.
    if message.key == [] { message.key = nil }
    require((try? KademliaMessage(decoding: message.encoded)) == message, "a message changes")
    require(message.closerPeers.count <= 64 && message.providers.count <= 64, "a list is too long")
  }

  /// What a peer says of itself.
  static let identify = FuzzTarget(name: "identify") { input in
    guard let info = try? IdentifyInfo(decoding: [UInt8](input)) else { return }
    require(info.listenAddresses.count <= 256 && info.protocols.count <= 256, "a list is too long")
    require((try? IdentifyInfo(decoding: info.encoded)) == info, "what a peer says of itself changes")
  }

  /// Events for a router: a byte says what happens to which of eight peers; RPCs follow behind their length in one byte.
  static let gossipRouter = FuzzTarget(name: "gossip-router") { input in
    let peers = (0..<8).compactMap { try? PeerID(multihash: [0x12, 0x20] + [UInt8](repeating: $0, count: 32)) }
    let topics = ["a", "b"]
    var parameters = GossipParameters()
    parameters.pendingMessages = 16
    parameters.topicsPerPeer = 4
    var router = GossipRouter(local: peers[0], parameters: parameters, seed: 1)
    var waiting: [MessageID] = []
    var now: UInt64 = 0
    var rest = input[...]
    while let byte = rest.popFirst() {
      let peer = peers[Int(byte >> 5)]
      let topic = topics[Int(byte >> 4) % 2]
      let event: GossipEvent
      switch byte & 0xF {
      case 0, 1: event = .connected(peer, GossipProtocol.allCases[Int(byte >> 4) % 3], isOutbound: byte & 1 == 0, address: nil)
      case 2: event = .disconnected(peer)
      case 3: event = .subscribe(topic)
      case 4: event = .unsubscribe(topic)
      case 5: event = .heartbeat
      case 6: event = .malformed(from: peer)
      case 7, 8, 9, 10:
        guard let id = waiting.popLast() else { continue }
        let verdicts: [GossipVerdict] = [.accept, .reject, .ignore, .badSignature]
        event = .validated(id, verdicts[Int(byte & 0xF) - 7], .normal)
      default:
        let length = Int(rest.popFirst() ?? 0)
        guard let rpc = try? GossipRPC(decoding: [UInt8](rest.prefix(length))) else { continue }
        rest = rest.dropFirst(length)
        event = .received(rpc, from: peer)
      }
      now += byte & 0xF == 5 ? parameters.heartbeatInterval : 1_000_000
      for effect in router.handle(event, at: now) {
        switch effect {
        case .send(_, let to): require(router.connectedPeers.contains(to), "something is sent to a stranger")
        case .forward(_, _, let to): require(Set(to).count == to.count && !to.contains(peers[0]), "a message goes twice, or home")
        case .validate(_, let id, _): waiting.append(id)
        case .deliver, .graylisted: break
        }
      }
      for topic in router.subscriptions {
        let mesh = router.mesh(of: topic)
        require(Set(mesh).count == mesh.count, "a peer is in a mesh twice")
        require(Set(mesh).isSubset(of: router.subscribers(of: topic)), "a peer is in a mesh to which it does not belong")
      }
      require(router.pendingCount <= parameters.pendingMessages, "too many messages wait")
    }
  }
}
