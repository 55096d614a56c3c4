import LibP2P

/// Peers and messages that need no cryptography.
enum GossipFixtures {
  static let topic = "broadcast6438c9dc81d9e66ed023"
  static let second: UInt64 = 1_000_000_000

  /// A peer id that is the hash of some key nobody has.
  static func peer(_ index: Int) -> PeerID {
    var digest = [UInt8](repeating: 0xAA, count: 32)
    for byte in 0..<8 { digest[byte] = UInt8(truncatingIfNeeded: index >> (8 * byte)) }
    guard let peer = try? PeerID(multihash: [0x12, 0x20] + digest) else { preconditionFailure("34 bytes of a SHA-256 multihash") }
    return peer
  }

  /// A message whose signature is as given, which only tests of signatures look at.
  static func message(
    from author: Int, _ sequence: UInt64, data: [UInt8] = [1, 2, 3], topics: [String] = [topic], signature: [UInt8]? = [9]
  ) -> GossipMessage {
    var writer = ProtobufWriter()
    writer.write(1, bytes: peer(author).bytes)
    writer.write(2, bytes: data)
    writer.write(3, bytes: (0..<8).map { UInt8(truncatingIfNeeded: sequence >> (56 - 8 * $0)) })
    for topic in topics { writer.write(4, string: topic) }
    if let signature { writer.write(5, bytes: signature) }
    guard let message = try? GossipMessage(decoding: writer.bytes[...]) else { preconditionFailure("an encoded message decodes") }
    return message
  }

  /// An RPC with messages.
  static func rpc(_ messages: GossipMessage...) -> GossipRPC { GossipRPC(messages: messages) }
}

extension GossipRouter {
  /// Makes a peer known that subscribes to the topic of the fixtures; gives what the router does about it.
  @discardableResult
  mutating func meet(
    _ index: Int, _ speaks: GossipProtocol = .gossipsub11, isOutbound: Bool = true, address: String? = nil, at now: UInt64 = 0
  ) -> [GossipEffect] {
    let peer = GossipFixtures.peer(index)
    let first = handle(.connected(peer, speaks, isOutbound: isOutbound, address: address), at: now)
    let hello = GossipRPC(subscriptions: [GossipRPC.Subscription(topic: GossipFixtures.topic, isSubscribed: true)])
    return first + handle(.received(hello, from: peer), at: now)
  }

  /// Hands over a message and accepts it if it is asked for; gives the effects of both.
  @discardableResult
  mutating func take(_ message: GossipMessage, from index: Int, _ verdict: GossipVerdict = .accept, at now: UInt64 = 0) -> [GossipEffect] {
    let effects = handle(.received(GossipRPC(messages: [message]), from: GossipFixtures.peer(index)), at: now)
    guard effects.contains(where: { if case .validate = $0 { true } else { false } }) else { return effects }
    return effects + handle(.validated(message.id, verdict, .normal), at: now)
  }
}

extension [GossipEffect] {
  /// What is sent, by receiver.
  var sent: [(rpc: GossipRPC, to: PeerID)] { compactMap { if case .send(let rpc, let peer) = $0 { (rpc, peer) } else { nil } } }
  /// Who is grafted.
  var grafted: [PeerID] { sent.filter { $0.rpc.control?.graft.isEmpty == false }.map(\.to) }
  /// Who is pruned.
  var pruned: [PeerID] { sent.filter { $0.rpc.control?.prune.isEmpty == false }.map(\.to) }
  /// Who gets a message.
  var forwarded: [PeerID] { flatMap { effect -> [PeerID] in if case .forward(_, _, let peers) = effect { peers } else { [] } } }
  /// What is to be checked.
  var validations: [GossipMessage] { compactMap { if case .validate(let message, _, _) = $0 { message } else { nil } } }
  /// What is delivered.
  var deliveries: [GossipMessage] { compactMap { if case .deliver(let message, _) = $0 { message } else { nil } } }
  /// Which ids are asked for.
  var requested: [MessageID] { sent.flatMap { ($0.rpc.control?.iwant ?? []).flatMap { $0 } } }
  /// Which ids are offered.
  var offered: [(peer: PeerID, ids: [MessageID])] {
    sent.filter { $0.rpc.control?.ihave.isEmpty == false }.map { ($0.to, $0.rpc.control?.ihave.flatMap(\.ids) ?? []) }
  }
  /// Who is graylisted.
  var graylisted: [PeerID] { compactMap { if case .graylisted(let peer) = $0 { peer } else { nil } } }
}
