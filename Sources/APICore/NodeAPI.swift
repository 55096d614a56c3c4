public import ActPool
public import Chain
public import ChainTypes
internal import Glibc
internal import Synchronization

/// What programs can ask a node and hand to it, free of any wire format.
///
/// Every wire format (gRPC, later JSON-RPC) maps its requests to these methods and their answers and `APIError`s back.
/// Methods block: they read the store, execute contracts or verify signatures. Asynchronous callers run them with
/// `read` or `callContract`, which keep that work off Swift's cooperative threads and within limits.
///
/// Each method answers from one moment of the chain. Isolation: any thread; nothing here changes after `init` but queues,
/// a cached price and the list of subscribers, each behind its own lock. A newcomer starts with `NodeAPI+Accounts`.
public final class NodeAPI: Sendable {
  /// Limits.
  public let configuration: APIConfiguration
  /// The build that answers.
  public let build: BuildInformation
  /// Follows new blocks.
  public let blockFeeds: BlockFeeds
  let chain: Chain
  let pool: ActPool
  let gasPrices = GasPriceCache()
  let broadcast: @Sendable (SealedAction) -> Void
  private let stopping = Atomic(false)
  private let readQueue: WorkQueue
  private let contractQueue: WorkQueue

  /// The interface of a node.
  ///
  /// - Parameters:
  ///   - broadcast: sends an action that the pool has admitted to other nodes; it must return soon.
  /// - Throws: `APIConfigurationError` for settings that cannot be served.
  public init(
    chain: Chain, pool: ActPool, build: BuildInformation, configuration: APIConfiguration = .init(),
    broadcast: @escaping @Sendable (SealedAction) -> Void = { _ in }
  ) throws(APIConfigurationError) {
    try configuration.validate()
    self.configuration = configuration
    self.build = build
    self.chain = chain
    self.pool = pool
    self.broadcast = broadcast
    let cores = Self.cores
    readQueue = WorkQueue(
      name: "read", workers: configuration.readWorkers > 0 ? configuration.readWorkers : max(2, cores), waiting: configuration.waitingReads)
    contractQueue = WorkQueue(
      name: "contract", workers: configuration.contractWorkers > 0 ? configuration.contractWorkers : max(1, cores / 2),
      waiting: configuration.waitingContractCalls)
    blockFeeds = BlockFeeds(chain: chain, limit: configuration.subscriberLimit, buffer: configuration.subscriberBuffer)
  }

  /// Runs short reads and submissions where they may block.
  ///
  /// - Throws: `busy` when too many wait; what `body` throws.
  public func read<Answer: Sendable>(
    _ call: APICall, _ body: @escaping @Sendable (NodeAPI) throws(APIError) -> Answer
  ) async throws(APIError) -> Answer {
    try await readQueue.run(call) { () throws(APIError) in try body(self) }
  }

  /// Runs contracts where they may block; they have their own threads, so that long calls do not delay reads.
  ///
  /// - Throws: `busy` when too many wait; what `body` throws.
  public func callContract<Answer: Sendable>(
    _ call: APICall, _ body: @escaping @Sendable (NodeAPI) throws(APIError) -> Answer
  ) async throws(APIError) -> Answer {
    try await contractQueue.run(call) { () throws(APIError) in try body(self) }
  }

  /// Ends all subscriptions; new ones are refused with `shuttingDown`. Other requests are still answered.
  public func beginShutdown() {
    stopping.store(true, ordering: .relaxed)
    blockFeeds.close()
  }

  /// Whether shutdown has begun.
  public var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// The chain as it is now.
  func reading() throws(APIError) -> ChainReading { try ChainReading(chain) }

  /// Cores that this machine has.
  private static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
