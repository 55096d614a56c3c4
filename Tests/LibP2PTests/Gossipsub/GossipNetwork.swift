import LibP2P

/// Many routers in one process, without time, cryptography or I/O: what one sends the other receives, in order.
struct GossipNetwork {
  private(set) var routers: [GossipRouter]
  /// How often a message was delivered at each node.
  private(set) var deliveries: [[MessageID: Int]]
  /// How many validations were asked for.
  private(set) var validations = 0
  /// How many RPCs travelled.
  private(set) var rpcCount = 0
  var now: UInt64 = 0
  private let index: [PeerID: Int]
  private let speaks: [GossipProtocol]
  private var queue: [(from: Int, to: Int, rpc: GossipRPC)] = []

  /// `count` nodes; node i speaks `speaks(i)`.
  init(count: Int, parameters: GossipParameters = GossipParameters(), seed: UInt64, speaks: (Int) -> GossipProtocol = { _ in .gossipsub11 })
  {
    routers = (0..<count).map { GossipRouter(local: GossipFixtures.peer($0), parameters: parameters, seed: seed &+ UInt64($0)) }
    deliveries = Array(repeating: [:], count: count)
    index = Dictionary(uniqueKeysWithValues: (0..<count).map { (GossipFixtures.peer($0), $0) })
    self.speaks = (0..<count).map(speaks)
  }

  /// Connects two nodes, the first one calling. Each sees the other's best common protocol.
  mutating func connect(_ caller: Int, _ callee: Int) {
    handle(.connected(GossipFixtures.peer(callee), speaks[callee], isOutbound: true, address: nil), at: caller)
    handle(.connected(GossipFixtures.peer(caller), speaks[caller], isOutbound: false, address: nil), at: callee)
  }

  mutating func subscribeAll(_ topic: String = GossipFixtures.topic) {
    for node in routers.indices { handle(.subscribe(topic), at: node) }
  }

  mutating func publish(_ message: GossipMessage, at node: Int, _ priority: GossipPriority = .normal) {
    handle(.publish(message, priority), at: node)
  }

  mutating func handle(_ event: GossipEvent, at node: Int) {
    for effect in routers[node].handle(event, at: now) {
      switch effect {
      case .send(let rpc, let peer): if let to = index[peer] { queue.append((node, to, rpc)) }
      case .forward(let message, _, let peers):
        for peer in peers { if let to = index[peer] { queue.append((node, to, GossipRPC(messages: [message]))) } }
      case .validate(_, let id, _):
        validations += 1
        handle(.validated(id, .accept, .normal), at: node)
      case .deliver(let message, _): deliveries[node][message.id, default: 0] += 1
      case .graylisted: break
      }
    }
  }

  /// Delivers everything that is under way.
  mutating func settle() {
    var first = 0
    while first < queue.count {
      let item = queue[first]
      first += 1
      rpcCount += 1
      handle(.received(item.rpc, from: GossipFixtures.peer(item.from)), at: item.to)
    }
    queue = []
  }

  /// One heartbeat at every node, a second later.
  mutating func beat() {
    now += GossipFixtures.second
    for node in routers.indices { handle(.heartbeat, at: node) }
    settle()
  }
}
