internal import Dispatch
internal import Synchronization

/// Runs the simulations of many seeds on some threads.
public struct SimulationBatch: Sendable {
  /// What came of many simulations.
  public struct Summary: Sendable {
    /// Number of simulations.
    public var seeds = 0
    /// Events in all of them.
    public var events = 0
    /// Blocks of the longest honest chains.
    public var blocks = 0
    /// Actions that were mined.
    public var actions = 0
    /// Simulations with delegates that were not honest.
    public var faultySeeds = 0
    /// Over the hashes of all simulations, in whatever order they ran: two runs of the same seeds give the same.
    public var hash: UInt64 = 0
    /// The simulations in which a check failed, by seed.
    public var failures: [Simulation.Outcome] = []

    /// Nothing yet.
    public init() {}

    mutating func add(_ outcome: Simulation.Outcome) {
      seeds += 1
      events += outcome.events
      blocks += Int(clamping: outcome.height)
      actions += outcome.actions.mined
      if outcome.faulty > 0 { faultySeeds += 1 }
      // A sum that wraps does not depend on the order.
      hash &+= RunningHash.of(Array("\(outcome.seed) \(outcome.hash)".utf8))
      if outcome.violation != nil { failures.append(outcome) }
    }
  }

  private let seeds: Range<UInt64>
  private let options: Simulation.Options
  private let jobs: Int

  /// A batch.
  ///
  /// - Parameters:
  ///   - first: the first seed.
  ///   - count: how many seeds.
  ///   - jobs: how many threads.
  public init(first: UInt64, count: Int, options: Simulation.Options, jobs: Int) {
    let (end, overflow) = first.addingReportingOverflow(UInt64(max(0, count)))
    seeds = first..<(overflow ? .max : end)
    self.options = options
    self.jobs = max(1, jobs)
  }

  /// Runs all simulations.
  ///
  /// - Parameters:
  ///   - maxFailures: no further simulation begins after so many failures.
  ///   - report: called after each, one at a time, in no particular order.
  /// - Throws: what setting up a network throws.
  public func run(maxFailures: Int = .max, report: @escaping @Sendable (Simulation.Outcome) -> Void) throws -> Summary {
    let state = Mutex(State(next: seeds.lowerBound))
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while let seed = state.withLock({ $0.take(before: seeds.upperBound, maxFailures) }) {
        let result = Result { try Simulation(seed: seed, options: options).run() }
        state.withLock { state in
          switch result {
          case .success(let outcome):
            state.summary.add(outcome)
            report(outcome)
          case .failure(let error): state.error = state.error ?? error
          }
        }
      }
    }
    return try state.withLock { state in
      if let error = state.error { throw error }
      state.summary.failures.sort { $0.seed < $1.seed }
      return state.summary
    }
  }

  private struct State {
    var next: UInt64
    var summary = Summary()
    var error: (any Error)?

    init(next: UInt64) { self.next = next }

    mutating func take(before end: UInt64, _ maxFailures: Int) -> UInt64? {
      guard next < end, error == nil, summary.failures.count < maxFailures else { return nil }
      defer { next += 1 }
      return next
    }
  }
}
