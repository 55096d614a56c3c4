import ChainCrypto
import ChainTypes
import LibP2P
import Primitives
import Synchronization

/// Takes gossip messages through the queues to the node, and brings back what the node thinks of them.
///
/// A message is looked at as little as possible before its turn: its envelope is read, and it is dropped when it was seen
/// lately or when its lane is full. Then it waits. One task serves consensus messages; another one blocks, and actions in
/// batches when there is no block. So consensus never waits behind anything else but the processor.
///
/// Isolation: any task; the queues and filters are values behind locks that are held for no longer than a look-up.
final class MessageDispatcher: Sendable {
  /// A message that waits, and where its verdict goes.
  struct Waiting: Sendable {
    let envelope: MessageEnvelope
    let author: PeerID?
    let sender: PeerID
    let answer: CheckedContinuation<MessageVerdict, Never>
  }

  /// What was seen lately, by lane: delegates repeat consensus messages on purpose after two seconds.
  private struct Filters: Sendable {
    var consensus = DuplicateFilter(age: 1_000_000_000, capacity: 1 << 14)
    var blocks = DuplicateFilter(age: 60_000_000_000, capacity: 1 << 12)
    var actions = DuplicateFilter(age: 60_000_000_000, capacity: 1 << 17)

    mutating func insert(_ key: Hash256, _ lane: MessageLane, _ now: UInt64) -> Bool {
      switch lane {
      case .consensus: consensus.insert(key, at: now)
      case .blocks: blocks.insert(key, at: now)
      case .actions: actions.insert(key, at: now)
      }
    }

    mutating func remove(_ key: Hash256, _ lane: MessageLane) {
      switch lane {
      case .consensus: consensus.remove(key)
      case .blocks: blocks.remove(key)
      case .actions: actions.remove(key)
      }
    }
  }

  private let configuration: PeerNetworkConfiguration
  private let delegate: any PeerNetworkDelegate
  private let clock: MonotonicClock
  private let counters: CounterBox
  /// Tells block sync of a block that was announced.
  private let announced: @Sendable (_ block: Block, _ byteCount: Int, _ sender: PeerID, MessageVerdict) async -> Void
  /// Tells block sync of a height that delegates vote on; it is not 0.
  private let rumour: @Sendable (_ height: UInt64, _ sender: PeerID) async -> Void
  /// `nil` after the end: nothing waits any more.
  private let queues: Mutex<MessageQueues<Waiting>?>
  private let filters = Mutex(Filters())
  /// Rings when something was queued; one ring is enough for any number of messages.
  private let consensusBell: AsyncStream<Void>.Continuation
  private let consensusRings: AsyncStream<Void>
  private let dataBell: AsyncStream<Void>.Continuation
  private let dataRings: AsyncStream<Void>

  init(
    configuration: PeerNetworkConfiguration, delegate: any PeerNetworkDelegate, clock: MonotonicClock, counters: CounterBox,
    announced: @escaping @Sendable (Block, Int, PeerID, MessageVerdict) async -> Void,
    rumour: @escaping @Sendable (UInt64, PeerID) async -> Void
  ) {
    self.configuration = configuration
    self.delegate = delegate
    self.clock = clock
    self.counters = counters
    self.announced = announced
    self.rumour = rumour
    queues = Mutex(MessageQueues(limits: configuration.queues))
    (consensusRings, consensusBell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (dataRings, dataBell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// How many messages wait in a lane.
  func waiting(_ lane: MessageLane) -> Int { queues.withLock { $0?.count(lane) ?? 0 } }

  /// Says what is to become of a message, after the node looked at it.
  func judge(author: PeerID?, sender: PeerID, data: [UInt8]) async -> (type: MessageType, verdict: MessageVerdict) {
    let envelope: MessageEnvelope
    do throws(MessageError) {
      envelope = try MessageEnvelope(decoding: data, as: .broadcast, limits: configuration.messages)
    } catch {
      return (MessageType(rawValue: 0), .reject(.malformedMessage))
    }
    guard envelope.chainID == configuration.chainID, let lane = Self.lane(of: envelope.type) else { return (envelope.type, .ignore) }
    let key = Keccak256.hash(envelope.body)
    let now = clock.now
    guard filters.withLock({ $0.insert(key, lane, now) }) else { return (envelope.type, .ignore) }
    let verdict = await withCheckedContinuation { continuation in
      let waiting = Waiting(envelope: envelope, author: author, sender: sender, answer: continuation)
      if !enqueue(waiting, in: lane) {
        // It was not looked at, so it may come again.
        filters.withLock { $0.remove(key, lane) }
        continuation.resume(returning: .ignore)
      }
    }
    // An action that was of no use now (a full pool, a nonce too far ahead) may be later; the pool knows those that it has.
    if lane == .actions, verdict == .ignore { filters.withLock { $0.remove(key, lane) } }
    return (envelope.type, verdict)
  }

  private static func lane(of type: MessageType) -> MessageLane? {
    switch type {
    case .consensus: .consensus
    case .block: .blocks
    case .action, .actionList: .actions
    default: nil
    }
  }

  /// Puts a message into its lane; false when there is no room.
  private func enqueue(_ waiting: Waiting, in lane: MessageLane) -> Bool {
    let outcome = queues.withLock { queues -> MessageQueues<Waiting>.Outcome in
      guard queues != nil else { return .refused }
      return queues?.push(waiting, to: lane, from: waiting.sender, bytes: waiting.envelope.body.count) ?? .refused
    }
    switch outcome {
    case .refused:
      counters.dropped(waiting.envelope.type)
      return false
    case .queued(let dropped):
      for old in dropped {
        counters.dropped(old.envelope.type)
        old.answer.resume(returning: .ignore)
      }
      (lane == .consensus ? consensusBell : dataBell).yield()
      return true
    }
  }

  /// Gives messages to the node until cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.serveConsensus() }
      group.addTask { await self.serveData() }
    }
    let rest = queues.withLock { queues -> [Waiting] in
      let rest = queues?.removeAll() ?? []
      queues = nil
      return rest
    }
    for waiting in rest { waiting.answer.resume(returning: .ignore) }
  }

  private func serveConsensus() async {
    for await _ in consensusRings {
      while !Task.isCancelled, let waiting = queues.withLock({ $0?.pop(.consensus) })?.element {
        waiting.answer.resume(returning: await handleConsensus(waiting))
      }
    }
  }

  private func serveData() async {
    for await _ in dataRings {
      while !Task.isCancelled {
        if let waiting = queues.withLock({ $0?.pop(.blocks) })?.element {
          waiting.answer.resume(returning: await handleBlock(waiting))
          continue
        }
        let batch = queues.withLock { $0?.pop(.actions, upTo: configuration.actionBatch) ?? [] }
        if batch.isEmpty { break }
        await handleActions(batch.map(\.element))
      }
    }
  }

  private func handleConsensus(_ waiting: Waiting) async -> MessageVerdict {
    guard case .consensus(let message)? = try? BroadcastContent(waiting.envelope, limits: configuration.messages) else {
      return .reject(.malformedMessage)
    }
    let verdict = await delegate.receive(message, from: waiting.sender)
    if case .reject = verdict { return verdict }
    if message.height > 0 { await rumour(message.height, waiting.sender) }
    return verdict
  }

  private func handleBlock(_ waiting: Waiting) async -> MessageVerdict {
    guard case .block(let block)? = try? BroadcastContent(waiting.envelope, limits: configuration.messages) else {
      return .reject(.malformedMessage)
    }
    let verdict = await delegate.check(block)
    await announced(block, waiting.envelope.body.count, waiting.sender, verdict)
    return verdict
  }

  /// Decodes a batch, asks the node once, and answers each message.
  private func handleActions(_ batch: [Waiting]) async {
    var actions: [SealedAction] = []
    // Where the actions of each message are; nil for one that does not decode.
    var places: [Range<Int>?] = []
    for waiting in batch {
      let start = actions.count
      switch try? BroadcastContent(waiting.envelope, limits: configuration.messages) {
      case .action(let action): actions.append(action)
      case .actions(let list): actions += list
      default:
        places.append(nil)
        continue
      }
      places.append(start..<actions.count)
    }
    let verdicts = actions.isEmpty ? [] : await delegate.receive(actions)
    for (waiting, place) in zip(batch, places) {
      guard let place, place.upperBound <= verdicts.count else {
        waiting.answer.resume(returning: place == nil ? .reject(.malformedMessage) : .ignore)
        continue
      }
      waiting.answer.resume(returning: Self.summary(verdicts[place]))
    }
  }

  /// The verdict on a list: wrong if anything is, useful if anything is.
  private static func summary(_ verdicts: ArraySlice<MessageVerdict>) -> MessageVerdict {
    var result = MessageVerdict.ignore
    for verdict in verdicts {
      switch verdict {
      case .reject: return verdict
      case .accept: result = .accept
      case .ignore: break
      }
    }
    return result
  }
}
