internal import ChainSpec
internal import ChainTypes
internal import Primitives
internal import ProtocolKit
internal import State
public import Storage
internal import Synchronization

/// A chain on disk: its blocks, receipts, state and indexes, changed only by appending a validated block or removing the
/// last ones.
///
/// A block and all that belongs to it land in one transaction of the store, or not at all; there is nothing to repair
/// after a crash. Reading is possible at any time from any thread, through `view()`, which shows one moment. Appending is
/// done by one thread at a time: `commitLock` makes a second one wait.
public final class Chain: Sendable {
  /// The network, its rules and this node's settings.
  public let parameters: ChainParameters
  /// Executes blocks.
  public let processor: BlockProcessor
  let store: any KeyValueStore
  let headState: Mutex<ChainHead>
  let commitLock = Mutex(())
  private let observers = Mutex(ObserverList())

  /// Opens the chain in a store, and writes the genesis state into an empty one.
  ///
  /// - Throws: `ChainFault.otherNetwork` when the store holds the chain of another genesis; `.genesis` when the genesis
  ///   state cannot be made; or a failure of the store.
  public init(store: any KeyValueStore, parameters: ChainParameters) throws(ChainFault) {
    self.store = store
    self.parameters = parameters
    processor = BlockProcessor(parameters: parameters)
    headState = Mutex(try Self.open(store, parameters))
  }

  /// The tables that the chain's store must have.
  public static let tables: [Table] = BlockTables.all + StateNamespace.tables + [UndoLog.table, ChainIdentity.table]

  /// The last committed block.
  public var head: ChainHead { headState.withLock { $0 } }

  /// The chain at this moment, unchanged by later blocks for as long as the view is kept.
  public func view() throws(ChainFault) -> ChainView {
    let reader: any KeyValueReader
    do {
      reader = try store.snapshot()
    } catch {
      throw .storage(error)
    }
    return try ChainView(reader: reader, parameters: parameters)
  }

  /// Appends one block durably.
  public func append(_ block: VerifiedBlock, policy: ValidationPolicy) throws(BlockError) {
    _ = try extend { (session) throws(BlockError) in try session.append(block, policy: policy) }
  }

  /// Commits a block that was executed on the current head.
  ///
  /// - Parameter durability: `.buffered` for a block that survives a power failure only after `sync`.
  /// - Throws: `ChainFault.headMoved` when another block was committed since.
  public func commit(_ executed: ExecutedBlock, _ durability: Durability = .synced) throws(BlockError) {
    try extend(durability) { (session) throws(BlockError) in try session.commit(executed) }
  }

  /// Makes all that was committed survive a power failure.
  public func sync() throws(ChainFault) {
    try storing { () throws(StorageFault) in try store.sync() }
  }

  /// Appends any number of blocks in one transaction, which is committed when the body returns.
  ///
  /// When a block is refused or the body throws, the blocks appended before are kept and committed; the failing block
  /// leaves nothing. When this node's storage fails, nothing of the session is kept.
  ///
  /// - Parameter durability: what the commit promises; `.synced` unless said otherwise.
  public func extend<Result>(
    _ durability: Durability = .synced, _ body: (ChainSession) throws(BlockError) -> Result
  ) throws(BlockError) -> Result {
    let outcome = commitLock.withLock { _ -> (result: Swift.Result<Result, BlockError>, blocks: [CommittedBlock]) in
      do throws(BlockError) {
        let session = try ChainSession(chain: self, head: head)
        let result: Swift.Result<Result, BlockError>
        do throws(BlockError) {
          result = .success(try body(session))
        } catch {
          result = .failure(error)
        }
        let committed = try session.finish(durability)
        headState.withLock { $0 = session.head }
        return (result, committed)
      } catch {
        return (.failure(error), [])
      }
    }
    if !outcome.blocks.isEmpty {
      for observer in observers.withLock({ $0.bodies }) { outcome.blocks.forEach(observer) }
    }
    return try outcome.result.get()
  }

  /// Whether the undo log reaches back far enough to remove all blocks above a height.
  public func canRemoveBlocks(above height: UInt64) throws(ChainFault) -> Bool {
    if height >= head.height { return true }
    let reader = try storing { () throws(StorageFault) in try store.snapshot() }
    return try UndoLog.covers(height: height + 1, in: reader)
  }

  /// Removes blocks from the end until a height is the last one.
  ///
  /// - Throws: `ChainFault.corrupt` when the undo log does not reach back so far, see ``canRemoveBlocks(above:)``.
  public func removeBlocks(above height: UInt64) throws(ChainFault) {
    let failure = commitLock.withLock { _ -> ChainFault? in
      do throws(ChainFault) {
        let newHead = try ChainRollback(chain: self).run(to: height)
        headState.withLock { $0 = newHead }
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Calls a function after every commit, with each committed block in order, on the thread that committed it.
  ///
  /// The function must return soon and must not append.
  ///
  /// - Returns: what `removeObserver` takes.
  @discardableResult
  public func addObserver(_ body: @escaping @Sendable (CommittedBlock) -> Void) -> ObserverID {
    observers.withLock { $0.add(body) }
  }

  /// Ends the calls.
  public func removeObserver(_ id: ObserverID) {
    observers.withLock { $0.remove(id) }
  }

  /// Names an observer.
  public struct ObserverID: Hashable, Sendable {
    fileprivate let number: Int
  }

  private struct ObserverList {
    private var entries: [(id: ObserverID, body: @Sendable (CommittedBlock) -> Void)] = []
    private var next = 0

    var bodies: [@Sendable (CommittedBlock) -> Void] { entries.map(\.body) }

    mutating func add(_ body: @escaping @Sendable (CommittedBlock) -> Void) -> ObserverID {
      next += 1
      entries.append((ObserverID(number: next), body))
      return ObserverID(number: next)
    }

    mutating func remove(_ id: ObserverID) {
      entries.removeAll { $0.id == id }
    }
  }

  /// Checks that the store is this network's, or makes it so, and finds its head.
  private static func open(_ store: any KeyValueStore, _ parameters: ChainParameters) throws(ChainFault) -> ChainHead {
    let reader = try storing { () throws(StorageFault) in try store.snapshot() }
    let expected = parameters.genesis.hash
    guard let stored = try storing({ () throws(StorageFault) in try ChainIdentity.genesisHash(in: reader) }) else {
      return try writeGenesis(to: store, parameters)
    }
    guard stored == expected else { throw .otherNetwork(stored: stored.hex, expected: expected.hex) }
    return try BlockReader(reader).head() ?? parameters.genesisHead
  }

  /// Writes the genesis state and the network's identity.
  private static func writeGenesis(to store: any KeyValueStore, _ parameters: ChainParameters) throws(ChainFault) -> ChainHead {
    let head = parameters.genesisHead
    let writer = try storing { () throws(StorageFault) in try store.beginWrite() }
    let state = WorkingSet(over: writer)
    do throws(HandlingError) {
      let context: BlockContext
      do {
        context = try parameters.context(height: 0, timestamp: head.timestamp, producer: .zero)
      } catch {
        throw .rejected(ActionRejection(.unsupported, "\(error)"))
      }
      try parameters.suite.writeGenesisState(of: parameters.genesis, in: context, state: state)
    } catch {
      writer.abort()
      if case .fault(let fault) = error { throw .state(fault) }
      throw .genesis("\(error)")
    }
    try storing { () throws(StorageFault) in
      try state.apply(to: writer)
      try ChainIdentity.setGenesisHash(parameters.genesis.hash, in: writer)
      try writer.commit(.synced)
    }
    return head
  }
}

/// Runs an operation of the store and wraps its failure.
func storing<Value>(_ body: () throws(StorageFault) -> Value) throws(ChainFault) -> Value {
  do {
    return try body()
  } catch {
    throw .storage(error)
  }
}
