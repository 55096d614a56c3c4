/// A search through the network: asks the peers nearest to a key for nearer ones, a few at a time, until the nearest have answered.
///
/// Pure: give it what happened, ask `next` whom to ask. Bounded: each answer counts for at most `KademliaMessage.peerLimit` peers,
/// and no more than `peerLimit` peers are ever remembered; the farthest are dropped.
/// Source: the Kademlia paper and specification. The reference asks all peers that it hears of; this ends, as the specification
/// says, when the K nearest peers known have answered or failed.
public struct KademliaQuery: Sendable, Hashable {
  /// Where the search stands with a peer.
  public enum State: Sendable, Hashable {
    /// Not asked yet.
    case heard
    /// Asked since a time in nanoseconds.
    case asked(at: UInt64)
    /// Answered.
    case answered
    /// Did not answer.
    case failed
  }

  /// What is looked for.
  public let target: [UInt8]
  /// How many of the nearest peers are wanted: K.
  public let count: Int
  /// How many peers are asked at a time: alpha.
  public let concurrency: Int
  /// How long an answer may take, in nanoseconds.
  public let timeout: UInt64
  /// The most peers remembered.
  public let peerLimit: Int
  private let local: PeerID
  private let place: KademliaKey
  /// By distance from the target, the nearest first.
  private var peers: [Candidate] = []
  private var isEnded = false

  private struct Candidate: Sendable, Hashable {
    let peer: PeerID
    let distance: KademliaKey
    var state: State
  }

  /// A search that starts with the given peers.
  public init(
    target: [UInt8], local: PeerID, seeds: [PeerID], count: Int = 20, concurrency: Int = 3, timeout: UInt64 = 10_000_000_000,
    peerLimit: Int = 512
  ) {
    self.target = target
    self.local = local
    self.count = count
    self.concurrency = concurrency
    self.timeout = timeout
    self.peerLimit = peerLimit
    place = KademliaKey(target)
    for peer in seeds { add(peer) }
  }

  /// Whether nobody needs to be asked any more and no answer is awaited.
  public var isFinished: Bool { isEnded || (nextIndex == nil && awaited == 0) }

  /// The nearest peers that answered, the nearest first.
  public var nearest: [PeerID] { Array(peers.filter { $0.state == .answered }.map(\.peer).prefix(count)) }

  /// How many peers were asked.
  public var askedCount: Int { peers.count { $0.state != .heard } }

  /// The peers to ask now.
  public mutating func next(at now: UInt64) -> [PeerID] {
    expire(at: now)
    var result: [PeerID] = []
    while !isEnded, awaited < concurrency, let index = nextIndex {
      peers[index].state = .asked(at: now)
      result.append(peers[index].peer)
    }
    return result
  }

  /// A peer answered with peers that are nearer, or not. Answers of peers that were not asked are ignored.
  public mutating func answer(from peer: PeerID, closer: [PeerID]) {
    guard let index = peers.firstIndex(where: { $0.peer == peer }), case .asked = peers[index].state else { return }
    peers[index].state = .answered
    for peer in closer.prefix(KademliaMessage.peerLimit) { add(peer) }
  }

  /// A peer could not be asked.
  public mutating func fail(_ peer: PeerID) {
    guard let index = peers.firstIndex(where: { $0.peer == peer }), case .asked = peers[index].state else { return }
    peers[index].state = .failed
  }

  /// What was looked for is found, or nobody waits for it: ask nobody any more.
  public mutating func end() { isEnded = true }

  private var awaited: Int { peers.count { if case .asked = $0.state { true } else { false } } }

  /// The nearest peer not asked yet, if it is among the `count` nearest of those that did not fail.
  private var nextIndex: Int? {
    var alive = 0
    for (index, candidate) in peers.enumerated() {
      if candidate.state == .heard { return index }
      if candidate.state != .failed { alive += 1 }
      if alive >= count { return nil }
    }
    return nil
  }

  private mutating func expire(at now: UInt64) {
    for index in peers.indices {
      if case .asked(let time) = peers[index].state, now >= time, now - time >= timeout { peers[index].state = .failed }
    }
  }

  private mutating func add(_ peer: PeerID) {
    guard peer != local else { return }
    let distance = KademliaKey(peer).distance(to: place)
    let index = peers.firstIndex { $0.distance >= distance } ?? peers.count
    if index < peers.count && peers[index].peer == peer { return }
    peers.insert(Candidate(peer: peer, distance: distance, state: .heard), at: index)
    if peers.count > peerLimit, let farthest = peers.lastIndex(where: { $0.state == .heard }) { peers.remove(at: farthest) }
  }
}
