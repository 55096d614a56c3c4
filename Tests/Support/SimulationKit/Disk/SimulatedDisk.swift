public import Storage

/// A node's disk: keeps what was synced over crashes, may lose the rest, and takes its time.
///
/// It is Storage's engine in memory below the engine that injects faults. It is used by one node at a time.
public final class SimulatedDisk {
  /// What the node opens its stores on.
  public let store: FaultInjectingStore
  /// How long a commit takes, in nanoseconds.
  public var commitLatency: UInt64
  private let liesAboutSync: Bool
  private let seed: UInt64
  private var restarts: UInt64 = 0

  /// An empty disk.
  ///
  /// - Parameters:
  ///   - liesAboutSync: whether it says that data is safe when it is not, as some disks do.
  ///   - seed: of all random choices.
  public init(tables: [Table], commitLatency: UInt64, liesAboutSync: Bool, seed: UInt64) throws(StorageFault) {
    self.commitLatency = commitLatency
    self.liesAboutSync = liesAboutSync
    self.seed = seed
    store = FaultInjectingStore(try MemoryStore(tables: tables))
    store.follow(plan([]))
  }

  /// Commits since the last change of plan: what they took is this number times the latency.
  var commitCount: Int { store.operationCount(of: .commit) }

  /// Whether the machine died and was not restarted since.
  public var isCrashed: Bool { store.isCrashed }

  /// Makes the machine die at a commit to come.
  ///
  /// - Parameters:
  ///   - commit: which one, from 1.
  ///   - afterwards: whether the commit takes effect before the machine dies.
  public func crash(atCommit commit: Int, afterwards: Bool) {
    store.follow(plan([.init(afterwards ? .crashAfterwards : .crash, at: commit, of: .commit)]))
  }

  /// Cuts the power now.
  public func crash() { store.crash() }

  /// Starts again with what survived.
  public func restart() throws(StorageFault) { try store.restart(plan: plan([])) }

  /// Gives up planned crashes.
  public func disarm() {
    guard !isCrashed else { return }
    store.follow(plan([]))
  }

  private func plan(_ steps: [FaultPlan.Step]) -> FaultPlan {
    restarts += 1
    return FaultPlan(steps: steps, seed: seed &+ restarts, unsyncedCommits: .vanishPartly, ignoresSync: liesAboutSync)
  }
}
