internal import Chain
internal import ChainTypes
internal import LibP2P
internal import PeerNetwork
internal import Primitives

/// Fetches blocks for a simulated node with the real planner, and serves them to others.
final class SyncAgent {
  /// Appends a block; says why not.
  typealias Append = (Block) throws -> SyncRefusal?

  private let environment: NodeEnvironment
  private let chain: Chain
  private let append: Append
  private var planner: BlockSyncPlanner
  private var timer: TimerID?
  /// The node of each peer id.
  private let nodes: [PeerID: Int]
  /// Requests by the number under which they were sent.
  private var requests: [UInt64: SyncRequestID] = [:]
  /// No batch of this generation or an earlier one is appended any more.
  private var refusedGeneration = -1

  /// Blocks that one answer holds at most.
  private static let answerLimit: UInt64 = 40
  /// The number under which a peer is asked for its height.
  private static let heightQuestion: UInt64 = .max

  /// An agent that knows nobody yet.
  init(environment: NodeEnvironment, chain: Chain, interval: UInt64, append: @escaping Append) throws {
    self.environment = environment
    self.chain = chain
    self.append = append
    var configuration = SyncConfiguration()
    configuration.windowBlocks = 64
    configuration.maximumRange = 32
    // The defaults are for blocks every ten seconds.
    configuration.probeInterval = interval
    configuration.quarantine = interval
    configuration.idleTimeout = interval / 2
    configuration.hedgeDelay = interval / 8
    configuration.retryDelay = interval / 10
    planner = BlockSyncPlanner(
      configuration: configuration, tip: SyncTip(height: chain.head.height, hash: chain.head.hash), seed: environment.random.next())
    nodes = Dictionary(
      uniqueKeysWithValues: try (0..<environment.nodeCount).map { (try Self.peer($0), $0) })
  }

  /// The peer id of a node: a multihash of nothing but its number.
  static func peer(_ node: Int) throws -> PeerID {
    try PeerID(multihash: [0x12, 0x20] + Array(repeating: UInt8(truncatingIfNeeded: node + 1), count: 32))
  }

  /// Connects to all other nodes, to some of them as to nodes of v0.5.0.
  func start() throws {
    for (node, peer) in nodes.map({ ($0.value, $0.key) }).sorted(by: { $0.0 < $1.0 }) where node != environment.index {
      try handle(.peerConnected(peer, (node + environment.index) % 4 == 3 ? .unicast : .stream))
    }
  }

  /// The chain has a new head.
  func follow() throws { try handle(.tipAdvanced(SyncTip(height: chain.head.height, hash: chain.head.hash))) }

  /// Asks everybody how high they are.
  func askAll() {
    for node in 0..<environment.nodeCount where node != environment.index {
      send(SyncQuestion(number: Self.heightQuestion, request: BlockRequest(start: 0, end: 0)), to: node)
    }
  }

  /// Others seem to be at a height.
  func hint(_ height: UInt64, from node: Int) throws { try handle(.heightLearnt(try Self.peer(node), height, .hinted)) }

  /// A block was announced.
  func announced(_ block: Block, byteCount: Int, from node: Int) throws {
    try handle(.blockAnnounced(block, byteCount: byteCount, from: try Self.peer(node)))
  }

  /// Whether a timer was this agent's; then it has been seen to.
  func expire(_ expired: TimerID) throws -> Bool {
    guard expired == timer else { return false }
    timer = nil
    try handle(.tick)
    return true
  }

  // MARK: Answers

  /// Takes an answer.
  func answered(_ packet: Packet, from node: Int) throws {
    let peer = try Self.peer(node)
    guard let answer = SyncAnswer(decoding: packet.bytes) else {
      if let number = SyncAnswer.number(of: packet.bytes), let request = requests[number] {
        try handle(.requestFailed(request, .malformed))
      }
      return
    }
    guard let request = requests[answer.number] else {
      if answer.number == Self.heightQuestion, let tip = answer.tip { try handle(.heightLearnt(peer, tip, .claimed)) }
      // A node of v0.5.0 does not say what it answers.
      if answer.number == 0 {
        for bytes in answer.blocks {
          if let block = try? Block(decoding: bytes) {
            try handle(.blockReceived(block, byteCount: bytes.count, from: peer, request: nil))
          }
        }
      }
      return
    }
    for bytes in answer.blocks {
      guard let block = try? Block(decoding: bytes) else { return try handle(.requestFailed(request, .malformed)) }
      try handle(.blockReceived(block, byteCount: bytes.count, from: peer, request: request))
    }
    requests[answer.number] = nil
    try handle(.requestEnded(request, tip: answer.tip))
  }

  /// The honest answers to a request.
  func answers(to packet: Packet) throws -> [Packet] {
    guard let question = SyncQuestion(decoding: packet.bytes) else { return [] }
    let head = chain.head.height
    var blocks: [[UInt8]] = []
    if let range = question.request.range, range.lowerBound <= head {
      let reader = try chain.view().blocks
      for height in range.lowerBound...min(range.upperBound, head, range.lowerBound + Self.answerLimit - 1) {
        guard let block = try reader.block(at: height) else { break }
        blocks.append(block.encoded)
      }
    }
    if question.number == 0 { return blocks.map { SyncAnswer(number: 0, tip: nil, blocks: [$0]).packet } }
    return [SyncAnswer(number: question.number, tip: head, blocks: blocks).packet]
  }

  // MARK: The planner

  private func handle(_ event: SyncEvent) throws {
    var events = [event]
    while !events.isEmpty {
      for effect in planner.handle(events.removeFirst(), at: environment.now.nanoseconds) { events += try perform(effect) }
    }
    if let timer { environment.cancelTimer(timer) }
    timer = planner.nextDeadline.map {
      environment.setTimer(after: max(1, $0 - min($0, environment.now.nanoseconds)), label: "sync")
    }
  }

  /// Does what the planner wants, and says what came of it at once.
  private func perform(_ effect: SyncEffect) throws -> [SyncEvent] {
    switch effect {
    case .request(let id, let peer, let transport, let range):
      guard let node = nodes[peer] else { return [] }
      if transport == .stream { requests[id.number] = id }
      send(SyncQuestion(number: transport == .stream ? id.number : 0, request: BlockRequest(range)), to: node)
    case .cancel(let id): requests[id.number] = nil
    case .askHeight(let peer):
      if let node = nodes[peer] { send(SyncQuestion(number: Self.heightQuestion, request: BlockRequest(start: 0, end: 0)), to: node) }
    case .append(let batch): return try appendAll(batch)
    case .punish, .phase, .stalled: break
    }
    return []
  }

  private func appendAll(_ batch: SyncBatch) throws -> [SyncEvent] {
    guard batch.generation > refusedGeneration else { return [] }
    for block in batch.blocks {
      if let refusal = try append(block) {
        refusedGeneration = batch.generation
        return [
          .tipAdvanced(SyncTip(height: chain.head.height, hash: chain.head.hash)),
          .blockRefused(height: block.height, hash: block.hash, refusal),
        ]
      }
    }
    environment.record(.synced, "blocks", number: chain.head.height)
    return [.tipAdvanced(SyncTip(height: chain.head.height, hash: chain.head.hash))]
  }

  private func send(_ question: SyncQuestion, to node: Int) { environment.send(question.packet, to: node) }
}
