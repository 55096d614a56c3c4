/// What a `FaultInjectingStore` remembers: operations so far, what may still be lost, and whether it has crashed.
struct FaultState: Sendable {
  /// The value that a key had before a commit; nil when it was absent.
  struct Before: Sendable {
    let table: Table
    let key: [UInt8]
    let value: [UInt8]?
  }

  var plan: FaultPlan
  /// Operations of each kind so far.
  var counts: [StorageFault.Operation: Int] = [:]
  /// Operations of all kinds so far.
  var total = 0
  /// Grows at every crash; a handle of an earlier generation belongs to a process that is dead.
  var generation = 0
  var isCrashed = false
  /// A device error that only a restart clears.
  var failure: StorageFault?
  /// How to take back the commits that were not synced, oldest first.
  var unsynced: [[Before]] = []
  /// Everything injected so far.
  var injected: [FaultInjectingStore.Injection] = []
  private var generator: SplitMix64

  init(plan: FaultPlan) {
    self.plan = plan
    generator = SplitMix64(seed: plan.seed)
  }

  /// Goes on with another plan; counting starts again.
  mutating func adopt(_ plan: FaultPlan) {
    self.plan = plan
    counts = [:]
    total = 0
    generator = SplitMix64(seed: plan.seed)
  }

  /// Counts an operation and says how it fails, if it does.
  mutating func next(_ operation: StorageFault.Operation) -> FaultPlan.Fault? {
    total += 1
    counts[operation, default: 0] += 1
    let count = counts[operation, default: 0]
    var fault = plan.steps.first { step in
      step.operation == nil ? step.occurrence == total : step.operation == operation && step.occurrence == count
    }?.fault
    for rate in plan.rates where rate.operation == nil || rate.operation == operation {
      let strikes = Int(generator.next() % 1_000_000) < rate.perMillion  // drawn always, so that plans stay in step
      if strikes, fault == nil { fault = rate.fault }
    }
    if let fault { injected.append(.init(operation: operation, number: total, fault: fault)) }
    return fault
  }

  /// Begins the time between a crash and the restart.
  mutating func crash() {
    guard !isCrashed else { return }
    isCrashed = true
    generation += 1
  }

  /// The commits that the crash took, newest first; forgets all others.
  mutating func takeLostCommits() -> [[Before]] {
    let lost: Int =
      switch plan.unsyncedCommits {
      case .survive: 0
      case .vanish: unsynced.count
      case .vanishPartly: Int.random(in: 0...unsynced.count, using: &generator)
      }
    defer { unsynced = [] }
    return unsynced.suffix(lost).reversed()
  }
}
