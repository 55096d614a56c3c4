import ChainCrypto
import ChainSpec
import ChainTypes
import Primitives
@_spi(Faults) import RollDPoS
import Testing

/// Machines that talk to each other on virtual time. Messages arrive in the order of (time, number), so that every run is
/// the same.
final class MachineNetwork {
  static let second: Int64 = 1_000_000_000
  static let genesis = Timestamp(seconds: 1_000_000)
  static let interval = 10 * second

  /// A delegate.
  struct Node {
    let key: PrivateKey
    var machine: ConsensusMachine
    var blocks: [Block] = []
    var timers: [ConsensusTimer.Kind: (timer: ConsensusTimer, due: Int64)] = [:]
    var isUp = true
    var memory = ConsensusMemory(height: 0)
    var equivocations: [Equivocation] = []
    var observations: [ConsensusObservation] = []
    var synchronizations: [UInt64] = []
    var headAnnouncements = 0
    var hasStoodDown = false
  }

  /// Something on its way.
  private struct Delivery {
    let due: Int64
    let number: Int
    let to: Int
    let message: VerifiedConsensusMessage
  }

  let roster: DelegateRoster
  let timing: RoundTiming
  let timeouts: ConsensusTimeouts
  let keys: [PrivateKey]
  private(set) var nodes: [Node] = []
  /// Nanoseconds since genesis.
  private(set) var now: Int64 = 0
  private var deliveries: [Delivery] = []
  private var counter = 0
  /// How long a message takes between two nodes; nil when it is lost.
  var delay: (_ from: Int, _ to: Int, _ message: ConsensusMessage) -> Int64? = { _, _, _ in 1_000_000 }
  /// Blocks that no node finds valid.
  var invalid: Set<Hash256> = []
  /// What was broadcast, by whom.
  private(set) var sent: [(from: Int, message: ConsensusMessage)] = []

  init(_ count: Int, rotates: Bool = true, timeouts: ConsensusTimeouts = .reference, faults: ConsensusFaults = .none) throws {
    let drawn = try (1...count).map { try PrivateKey([UInt8](repeating: 0, count: 30) + [1, UInt8($0)]) }
    let epochs = try EpochArithmetic(numDelegates: UInt64(count), numCandidateDelegates: UInt64(count), numSubEpochs: 100)
    let addresses = drawn.map(\.publicKey.address.bech32)
    roster = try #require(DelegateRoster(candidates: addresses, epochStart: 1, epochs: epochs, rotatesWithRounds: rotates))
    // Node 1 has the first turn, and node 0 the last, so that it can be watched.
    let order = roster.addresses
    keys = try (0..<count).map { index in try #require(drawn.first { $0.publicKey.address.bech32 == order[index % count] }) }
    timing = try #require(
      RoundTiming(genesisTime: Self.genesis, blockInterval: Self.interval, toleratedOvertime: 2 * Self.second))
    self.timeouts = timeouts
    for key in keys { nodes.append(Node(key: key, machine: machine(for: key, faults: faults))) }
  }

  private func machine(for key: PrivateKey, memory: ConsensusMemory? = nil, faults: ConsensusFaults = .none) -> ConsensusMachine {
    ConsensusMachine(
      configuration: .init(timing: timing, timeouts: timeouts, delegate: key.publicKey.address), isActive: true, memory: memory,
      faults: faults)
  }

  /// The moment so many nanoseconds after genesis.
  static func moment(_ nanoseconds: Int64) -> Timestamp { genesis.adding(nanoseconds: nanoseconds) ?? genesis }

  /// The node that has the turn.
  func proposer(_ height: UInt64, _ round: UInt32 = 0) throws -> Int {
    let name = roster.proposer(at: height, round: round)
    return try #require(keys.firstIndex { $0.publicKey.address.bech32 == name })
  }

  func start() { for index in nodes.indices { tell(index, .head(head(of: index))) } }

  /// Stops a node; it loses all but what it had signed.
  func stop(_ index: Int) {
    nodes[index].isUp = false
    nodes[index].timers = [:]
  }

  /// Starts a node again.
  func restart(_ index: Int, remembering: Bool = true, faults: ConsensusFaults = .none) {
    nodes[index].machine = machine(for: nodes[index].key, memory: remembering ? nodes[index].memory : nil, faults: faults)
    nodes[index].isUp = true
    tell(index, .head(head(of: index)))
  }

  /// Hands a node the blocks of another, as block sync does.
  func synchronize(_ index: Int, from other: Int) {
    nodes[index].blocks = nodes[other].blocks
    tell(index, .head(head(of: index)))
  }

  /// Lets time pass until a moment, in nanoseconds since genesis.
  func run(until end: Int64) {
    while true {
      let delivery = deliveries.indices.min { (deliveries[$0].due, deliveries[$0].number) < (deliveries[$1].due, deliveries[$1].number) }
      var next: (due: Int64, act: () -> Void)?
      if let delivery { next = (deliveries[delivery].due, { [self] in deliver(deliveries.remove(at: delivery)) }) }
      for index in nodes.indices where nodes[index].isUp {
        guard
          let entry = nodes[index].timers.values.min(by: {
            ($0.due, $0.timer.kind.order, $0.timer.round) < ($1.due, $1.timer.kind.order, $1.timer.round)
          })
        else { continue }
        if next == nil || entry.due < next!.due { next = (entry.due, { [self] in fire(entry.timer, at: index) }) }
      }
      guard let next, next.due <= end else { break }
      now = max(now, next.due)
      next.act()
    }
    now = end
  }

  /// Sends a message as if from a node.
  func inject(_ message: ConsensusMessage, to index: Int) throws {
    tell(index, .message(try #require(VerifiedConsensusMessage(verifying: message))))
  }

  /// A vote of a node.
  func vote(_ topic: ConsensusVote.Topic, _ hash: Hash256?, by index: Int, height: UInt64, at date: Int64) -> ConsensusMessage {
    let vote = ConsensusVote(blockHash: hash?.bytes ?? [], topic: topic)
    return ConsensusMessage(
      height: height,
      endorsement: .sign(documentHash: vote.documentHash, at: Self.moment(date), with: nodes[index].key), document: .vote(vote))
  }

  /// An empty block on top of a node's chain.
  func block(by index: Int, at date: Int64, salt: UInt8 = 0) -> Block {
    let parent = nodes[index].blocks.last
    let core = BlockHeaderCore(
      version: 1, height: (parent?.height ?? 0) + 1, timestamp: Self.moment(date), previousHash: parent?.hash ?? .zero, txRoot: .zero,
      deltaStateDigest: Keccak256.hash([salt]), receiptRoot: .zero)
    return Block(header: .sign(core, with: nodes[index].key), actions: [])
  }

  /// A proposal of a node.
  func proposal(_ block: Block, by index: Int, at date: Int64, proof: [Endorsement] = []) -> ConsensusMessage {
    let proposal = BlockProposal(block: block, proofOfLock: proof)
    return ConsensusMessage(
      height: block.height,
      endorsement: .sign(documentHash: proposal.documentHash, at: Self.moment(date), with: nodes[index].key),
      document: .proposal(proposal))
  }

  private func head(of index: Int) -> ConsensusHead {
    let last = nodes[index].blocks.last
    return ConsensusHead(
      height: last?.height ?? 0, hash: last?.hash ?? .zero, timestamp: last?.header.timestamp ?? Self.genesis,
      commitTime: last?.footer.commitTime ?? Self.genesis, roster: roster)
  }

  private func deliver(_ delivery: Delivery) {
    guard nodes[delivery.to].isUp else { return }
    tell(delivery.to, .message(delivery.message))
  }

  private func fire(_ timer: ConsensusTimer, at index: Int) {
    nodes[index].timers[timer.kind] = nil
    tell(index, .timer(timer))
  }

  func tell(_ index: Int, _ event: ConsensusEvent) {
    var events = [event]
    while !events.isEmpty {
      let effects = nodes[index].machine.handle(events.removeFirst(), at: Self.moment(now))
      for effect in effects { if let answer = perform(effect, at: index) { events.append(answer) } }
    }
  }

  private func perform(_ effect: ConsensusEffect, at index: Int) -> ConsensusEvent? {
    switch effect {
    case .setTimer(let timer, let moment):
      nodes[index].timers[timer.kind] = (timer, max(now, moment.nanoseconds(since: Self.genesis) ?? .max))
    case .mint(let id, let timestamp):
      return .minted(block(by: index, at: timestamp.nanoseconds(since: Self.genesis) ?? 0, salt: UInt8(id.number)), id)
    case .sign(let intent):
      let message = ConsensusMessage(
        height: intent.round.height,
        endorsement: .sign(documentHash: intent.document.hash, at: intent.timestamp, with: nodes[index].key), document: intent.document)
      if nodes[index].memory.height != intent.round.height { nodes[index].memory = ConsensusMemory(height: intent.round.height) }
      let record = ConsensusMemory.Signed(
        roundStart: intent.roundStart, kind: intent.kind, target: intent.target, message: intent.kind == .block ? nil : message)
      nodes[index].memory.signed.append(record)
      if let lock = intent.lock { nodes[index].memory.lock = lock }
      return .signed(message)
    case .broadcast(let message):
      sent.append((index, message))
      let verified = VerifiedConsensusMessage(signedHere: message)
      for other in nodes.indices where other != index {
        guard let delay = delay(index, other, message) else { continue }
        counter += 1
        deliveries.append(Delivery(due: now + delay, number: counter, to: other, message: verified))
      }
    case .validate(let block): return .validated(block.hash, isValid: !invalid.contains(block.hash))
    case .commit(let block):
      nodes[index].blocks.append(block)
      return .head(head(of: index))
    case .synchronize(let height): nodes[index].synchronizations.append(height)
    case .announceHead: nodes[index].headAnnouncements += 1
    case .report(let equivocation): nodes[index].equivocations.append(equivocation)
    case .standDown: nodes[index].hasStoodDown = true
    case .observe(let observation): nodes[index].observations.append(observation)
    }
    return nil
  }
}

extension ConsensusTimer.Kind {
  /// The order in which timers of one moment fire.
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension ConsensusMessage {
  /// The topic of a vote; nil for a proposal.
  var topic: ConsensusVote.Topic? { if case .vote(let vote) = document { vote.topic } else { nil } }
  /// The target of a vote; nil for a proposal.
  var target: VoteTarget? { if case .vote(let vote) = document { VoteTarget(vote) } else { nil } }
}
