/// What ``PubSub`` guards by its lock: the router, what waits for the peers, and the subscribers.
struct PubSubState: Sendable {
  var router: GossipRouter
  var lanes: [PeerID: PeerLane] = [:]
  var subscriptions: [String: GossipSubscription] = [:]
  /// Messages lost on the way to peers that are gone.
  var droppedBefore: UInt64 = 0

  /// Messages that were found good and wait to be passed on; no more than the router has pending.
  var unhurried: [Candidate] = []
  /// Those of them that the subscribers have already.
  var delivered: Set<MessageID> = []

  /// What is left to do after the lock.
  struct Work: Sendable {
    /// Messages to be checked.
    var candidates: [Candidate] = []
    /// Messages for the subscribers.
    var deliveries: [Delivery] = []
    /// Who has something to send now.
    var lanes: [PeerLane] = []
    /// Who is to be thrown out.
    var graylisted: [PeerID] = []
    /// How many peers a message was queued for.
    var queuedCount = 0
  }

  /// A message to be checked, with those who judge it.
  struct Candidate: Sendable {
    let message: GossipMessage
    let id: MessageID
    let source: PeerID
    let subscriptions: [GossipSubscription]
  }

  /// A message for a subscriber.
  struct Delivery: Sendable {
    let message: GossipMessage
    let source: PeerID
    let subscription: GossipSubscription
  }

  /// Takes in an event. Sending is queued here, under the lock, so that the order of the router's words is kept.
  mutating func handle(_ event: GossipEvent, at now: UInt64, _ work: inout Work) {
    for effect in router.handle(event, at: now) {
      switch effect {
      case .send(let rpc, let peer):
        guard let lane = lanes[peer] else { continue }
        lane.append(rpc)
        work.add(lane)
      case .forward(let message, let priority, let peers):
        for peer in peers {
          guard let lane = lanes[peer] else { continue }
          if lane.append(message, priority) { work.queuedCount += 1 }
          work.add(lane)
        }
      case .validate(let message, let id, let peer):
        work.candidates.append(Candidate(message: message, id: id, source: peer, subscriptions: subscribers(of: message)))
      case .deliver(let message, let peer):
        if !delivered.isEmpty && delivered.contains(message.id) { continue }
        for subscription in subscribers(of: message) {
          work.deliveries.append(Delivery(message: message, source: peer, subscription: subscription))
        }
      case .graylisted(let peer): work.graylisted.append(peer)
      }
    }
  }

  private func subscribers(of message: GossipMessage) -> [GossipSubscription] {
    var names: Set<String> = []
    return message.topics.compactMap { names.insert($0).inserted ? subscriptions[$0] : nil }
  }
}

extension PubSubState.Work {
  mutating func add(_ lane: PeerLane) {
    if !lanes.contains(where: { $0 === lane }) { lanes.append(lane) }
  }
}
