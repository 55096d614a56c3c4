internal import Synchronization

/// A store that breaks another one on purpose, by a plan: full disks, device errors, torn commits, lost syncs and
/// crashes at any operation. For tests of whatever stands on a store; with `FaultPlan.none` it is transparent.
///
/// A crash makes every handle and the store throw `.crashed` until `restart`, which gives back what the next process
/// would find. Commits are applied to the wrapped store at once; to take unsynced ones away at a crash, their old
/// values are kept in memory until the next sync.
public final class FaultInjectingStore: KeyValueStore {
  /// One injected fault.
  public struct Injection: Sendable, Hashable {
    /// The operation that failed.
    public let operation: StorageFault.Operation
    /// Its number among all operations, from 1.
    public let number: Int
    /// How it failed.
    public let fault: FaultPlan.Fault
  }

  private let base: any KeyValueStore
  private let state: Mutex<FaultState>

  /// The tables of the wrapped store.
  public var tables: [Table] { base.tables }
  /// The schema version of the wrapped store.
  public var schema: SchemaVersion { base.schema }

  /// Wraps a store, which nobody else may write from now on.
  public init(_ base: any KeyValueStore, plan: FaultPlan = .none) {
    self.base = base
    state = Mutex(FaultState(plan: plan))
  }

  /// Operations so far, of all kinds: the range from which to choose the number of a crash.
  public var operationCount: Int { state.withLock { $0.total } }

  /// Operations of one kind since the plan began.
  public func operationCount(of operation: StorageFault.Operation) -> Int { state.withLock { $0.counts[operation, default: 0] } }

  /// The faults injected so far.
  public var injections: [Injection] { state.withLock { $0.injected } }

  /// True between a crash and the restart.
  public var isCrashed: Bool { state.withLock { $0.isCrashed } }

  /// Crashes now.
  public func crash() { state.withLock { $0.crash() } }

  /// Goes on with another plan, without a crash: nothing is lost, handles stay valid, counting starts again.
  public func follow(_ plan: FaultPlan) { state.withLock { $0.adopt(plan) } }

  /// Begins a new life after a crash or a device error, losing what the plan says; counting starts again. Handles of
  /// the earlier life must be gone from other threads; their write transaction on this thread must be aborted.
  public func restart(plan: FaultPlan? = nil) throws(StorageFault) {
    crash()
    let lost = state.withLock { $0.takeLostCommits() }
    if !lost.isEmpty {
      try base.write(.synced) { (writer) throws(StorageFault) in
        for before in lost.joined() {
          if let value = before.value {
            try writer.put(before.table, before.key, value)
          } else {
            try writer.delete(before.table, before.key)
          }
        }
      }
    }
    state.withLock { state in
      let generation = state.generation
      state = FaultState(plan: plan ?? state.plan)
      state.generation = generation
    }
  }

  /// A view of the last commit, which may fail when read.
  public func snapshot() throws(StorageFault) -> sending any KeyValueReader {
    let generation = try enter(.snapshot)
    return FaultInjectingReader(self, try base.snapshot(), generation)
  }

  /// Begins the write transaction; waits for one on another thread.
  public func beginWrite() throws(StorageFault) -> any KeyValueWriter {
    let generation = try enter(.beginWrite)
    return FaultInjectingWriter(self, base, try base.beginWrite(), generation)
  }

  /// Makes buffered commits safe, unless the disk lies.
  public func sync() throws(StorageFault) {
    _ = try enter(.sync)
    try base.sync()
    state.withLock { if !$0.plan.ignoresSync { $0.unsynced = [] } }
  }

  /// Sizes of the wrapped store.
  public func statistics() throws(StorageFault) -> StoreStatistics { try base.statistics() }

  /// Closes the wrapped store.
  public func close() { base.close() }
}

extension FaultInjectingStore {
  /// Counts an operation on the store and lets it pass or throws its fault; returns the generation.
  private func enter(_ operation: StorageFault.Operation) throws(StorageFault) -> Int {
    let generation = state.withLock { $0.generation }
    try perform(operation, nil, generation) { () throws(StorageFault) in }
    return generation
  }

  /// Runs an operation as the plan has it.
  func perform<R>(
    _ operation: StorageFault.Operation, _ table: Table?, _ generation: Int, _ body: () throws(StorageFault) -> R
  ) throws(StorageFault) -> R {
    switch try next(operation, table, generation) {
    case nil:
      return try body()
    case .diskFull:
      throw StorageFault(.diskFull, during: operation, table: table, detail: "injected")
    case .inputOutput:
      let fault = StorageFault(.inputOutput, during: operation, table: table, detail: "injected")
      if operation == .sync { state.withLock { $0.failure = fault } }
      throw fault
    case .crash, .tornCommit:
      crash()
      throw Self.crashed(operation, table)
    case .crashAfterwards:
      _ = try body()
      crash()
      throw Self.crashed(operation, table)
    }
  }

  /// Counts an operation and says how it fails; throws when the process of that generation is dead or its disk failed.
  func next(
    _ operation: StorageFault.Operation, _ table: Table?, _ generation: Int
  ) throws(StorageFault) -> FaultPlan.Fault? {
    let (fault, refusal): (FaultPlan.Fault?, StorageFault?) = state.withLock { state in
      if state.isCrashed || state.generation != generation { return (nil, Self.crashed(operation, table)) }
      if let failure = state.failure {
        return (nil, StorageFault(.failedEarlier, during: operation, table: table, detail: failure.description))
      }
      return (state.next(operation), nil)
    }
    if let refusal { throw refusal }
    return fault
  }

  /// Records that the device failed in a commit.
  func fail(_ fault: StorageFault) { state.withLock { $0.failure = fault } }

  /// Records a commit that reached the wrapped store.
  func didCommit(_ before: [FaultState.Before], _ durability: Durability) {
    state.withLock { state in
      if durability == .synced, !state.plan.ignoresSync {
        state.unsynced = []
      } else {
        state.unsynced.append(before)
      }
    }
  }

  /// What operations throw between a crash and the restart.
  static func crashed(_ operation: StorageFault.Operation, _ table: Table? = nil) -> StorageFault {
    StorageFault(.crashed, during: operation, table: table, detail: "injected")
  }
}
