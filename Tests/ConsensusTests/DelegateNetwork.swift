import ActPool
import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
@_spi(Faults) import Consensus
import Primitives
import ProtocolKit
@_spi(Faults) import RollDPoS
import Storage
import Testing

/// Four drivers on real chains and pools, in memory, on virtual time.
final class DelegateNetwork {
  static let second: Int64 = 1_000_000_000

  /// A delegate's node.
  final class Node: ConsensusTransport, ConsensusTimers {
    let index: Int
    unowned let network: DelegateNetwork
    let chain: Chain
    let pool: ActPool
    let journalStore: MemoryStore
    fileprivate(set) var driver: ConsensusDriver?
    fileprivate var timers: [ConsensusTimer.Kind: (timer: ConsensusTimer, due: Int64)] = [:]
    fileprivate(set) var notices: [ConsensusNotice] = []
    fileprivate(set) var synchronizations: [UInt64] = []
    fileprivate(set) var announced: [Block] = []

    fileprivate init(index: Int, network: DelegateNetwork, parameters: ChainParameters) throws {
      self.index = index
      self.network = network
      chain = try Chain(store: MemoryStore(tables: Chain.tables), parameters: parameters)
      pool = ActPool(chain: chain, configuration: ActPoolConfiguration(), now: { 0 })
      _ = pool.follow()
      journalStore = try MemoryStore(tables: ConsensusJournal.tables)
    }

    var key: PrivateKey { SampleNetwork.delegates[index] }
    var journal: ConsensusJournal { ConsensusJournal(store: journalStore, delegate: key.publicKey.address) }

    func broadcast(_ message: ConsensusMessage) { network.broadcast(message, from: index) }
    func announce(_ block: Block) {
      announced.append(block)
      network.announce(block, from: index)
    }
    func synchronize(from height: UInt64) { synchronizations.append(height) }
    func set(_ timer: ConsensusTimer, at moment: Timestamp) {
      timers[timer.kind] = (timer, max(network.now, moment.nanoseconds(since: network.genesis) ?? .max))
    }

    fileprivate func note(_ notice: ConsensusNotice) { notices.append(notice) }
  }

  private enum Delivery {
    case message(ConsensusMessage)
    case block(Block)
  }

  let sample: SampleNetwork
  let timing: RoundTiming
  let timeouts: ConsensusTimeouts
  let genesis: Timestamp
  private(set) var nodes: [Node] = []
  private(set) var now: Int64 = 0
  private var deliveries: [(due: Int64, number: Int, to: Int, what: Delivery)] = []
  private var counter = 0
  /// How long something takes between two nodes; nil when it is lost.
  var delay: (_ from: Int, _ to: Int, _ message: ConsensusMessage?) -> Int64? = { _, _, _ in 1_000_000 }
  /// Every message that was sent, by whom.
  private(set) var sent: [(from: Int, message: ConsensusMessage)] = []

  init(timeouts: ConsensusTimeouts = .reference) throws {
    sample = try SampleNetwork(rotatesWithRounds: true)
    timing = try sample.timing()
    self.timeouts = timeouts
    genesis = timing.genesisTime
    for index in 0..<4 { nodes.append(try Node(index: index, network: self, parameters: try sample.parameters())) }
  }

  func moment(_ nanoseconds: Int64) -> Timestamp { genesis.adding(nanoseconds: nanoseconds) ?? genesis }

  /// Starts a node, with what its disk holds.
  func start(_ index: Int, faults: ConsensusFaults = .none, holder: String? = nil, isActive: Bool = true) throws {
    let node = nodes[index]
    let driver = try makeDriver(node, faults: faults, holder: holder ?? "node \(index)", isActive: isActive)
    node.driver = driver
    try driver.start(at: moment(now))
  }

  func makeDriver(_ node: Node, faults: ConsensusFaults = .none, holder: String, isActive: Bool = true) throws -> ConsensusDriver {
    try ConsensusDriver(
      configuration: .init(timing: timing, timeouts: timeouts, key: node.key, holder: holder),
      chain: LocalConsensusChain(chain: node.chain, pool: node.pool, key: node.key, timing: timing, verifiesInParallel: false),
      transport: node, timers: node, journal: node.journal, isActive: isActive, faults: faults, notify: { [weak node] in node?.note($0) })
  }

  func startAll() throws { for index in nodes.indices { try start(index) } }

  /// Stops a node as `kill -9` does.
  func stop(_ index: Int) {
    nodes[index].driver = nil
    nodes[index].timers = [:]
  }

  /// Gives a node the blocks that another has more.
  func synchronize(_ index: Int, from other: Int) throws {
    let view = try nodes[other].chain.view()
    for height in nodes[index].chain.head.height..<view.head.height {
      let block = try #require(try view.blocks.block(at: height + 1))
      try nodes[index].chain.append(VerifiedBlock(verifying: block, parallel: false), policy: .proposal)
    }
    try nodes[index].driver?.chainAdvanced(at: moment(now))
  }

  /// Lets time pass until a moment, in nanoseconds since genesis.
  func run(until end: Int64) throws {
    while true {
      let delivery = deliveries.indices.min { (deliveries[$0].due, deliveries[$0].number) < (deliveries[$1].due, deliveries[$1].number) }
      let timer = nodes.filter { $0.driver != nil }.flatMap { node in node.timers.values.map { (node: node, entry: $0) } }
        .min { ($0.entry.due, $0.node.index, $0.entry.timer.kind.rank) < ($1.entry.due, $1.node.index, $1.entry.timer.kind.rank) }
      let deliveryDue = delivery.map { deliveries[$0].due } ?? .max
      let timerDue = timer?.entry.due ?? .max
      guard min(deliveryDue, timerDue) <= end else { break }
      if let delivery, deliveryDue <= timerDue {
        now = max(now, deliveryDue)
        let next = deliveries.remove(at: delivery)
        switch next.what {
        case .message(let message): try nodes[next.to].driver?.receive(message, at: moment(now))
        case .block(let block): try nodes[next.to].driver?.receive(block, at: moment(now))
        }
      } else if let timer {
        now = max(now, timerDue)
        timer.node.timers[timer.entry.timer.kind] = nil
        try timer.node.driver?.fire(timer.entry.timer, at: moment(now))
      }
    }
    now = end
  }

  fileprivate func broadcast(_ message: ConsensusMessage, from index: Int) {
    sent.append((index, message))
    for other in nodes.indices where other != index {
      if let delay = delay(index, other, message) { enqueue(.message(message), to: other, after: delay) }
    }
  }

  fileprivate func announce(_ block: Block, from index: Int) {
    for other in nodes.indices where other != index {
      if let delay = delay(index, other, nil) { enqueue(.block(block), to: other, after: delay) }
    }
  }

  private func enqueue(_ what: Delivery, to index: Int, after delay: Int64) {
    counter += 1
    deliveries.append((now + delay, counter, index, what))
  }

  /// What a delegate sent that contradicts itself.
  func doubleSignatures() -> [String] {
    var seen: [String: VoteTarget] = [:]
    var found: [String] = []
    for (index, message) in sent {
      let (kind, target) = message.signedSubject
      let slot = "\(index) \(message.height) \(kind) \(kind == .commit ? "" : "\(message.endorsement.timestamp)")"
      if let earlier = seen[slot], earlier != target { found.append(slot) }
      seen[slot] = target
    }
    return found
  }
}

extension ConsensusTimer.Kind {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
