internal import ChainTypes
internal import Primitives
internal import Synchronization

/// What became of every action that was submitted.
///
/// Isolation: any thread.
final class ActionLedger: Sendable {
  /// An action that a node accepted and no block holds yet.
  struct Pending: Sendable {
    let action: SealedAction
    /// When it was handed over for the first time.
    let submitted: ContinuousClock.Instant
    /// The node that accepted it.
    let node: Int
  }

  /// The sums.
  struct Totals: Sendable, Hashable {
    /// Actions that a node accepted.
    var accepted = 0
    /// Of these, those in a block.
    var mined = 0
    /// Of these, those whose receipt says that they failed.
    var failed = 0
    /// Actions that a node refused, by the reason's beginning.
    var refused: [String: Int] = [:]
    /// How often an action was handed over again, because a node was away or forgot it.
    var repeated = 0

    /// Actions that neither were mined nor will be: accepted and unknown now.
    var pending: Int { accepted - mined }
  }

  private struct State {
    var pending: [Hash256: Pending] = [:]
    var totals = Totals()
    /// Seconds from submission to the block, of every mined action.
    var latencies: [Double] = []
    /// Blocks can arrive before the answer of the node that accepted the action.
    var minedEarly: [Hash256: (at: ContinuousClock.Instant, failed: Bool)] = [:]
    var underway: Set<Hash256> = []

    mutating func note(submitted: ContinuousClock.Instant, mined: ContinuousClock.Instant, failed: Bool) {
      totals.mined += 1
      if failed { totals.failed += 1 }
      latencies.append((mined - submitted).seconds)
    }
  }

  private let state = Mutex(State())

  /// Notes that an action is about to be handed over.
  func begin(_ action: Hash256) { state.withLock { _ = $0.underway.insert(action) } }

  /// Notes that a node accepted an action.
  func accept(_ action: SealedAction, submitted: ContinuousClock.Instant, by node: Int) {
    state.withLock { state in
      state.underway.remove(action.hash)
      state.totals.accepted += 1
      if let early = state.minedEarly.removeValue(forKey: action.hash) {
        state.note(submitted: submitted, mined: early.at, failed: early.failed)
      } else {
        state.pending[action.hash] = Pending(action: action, submitted: submitted, node: node)
      }
    }
  }

  /// Notes that a node refused an action for good.
  func refuse(_ action: Hash256, _ reason: String) {
    state.withLock { state in
      state.underway.remove(action)
      state.minedEarly[action] = nil
      state.totals.refused[String(reason.prefix(60)), default: 0] += 1
    }
  }

  /// Notes that an action was handed over once more.
  func repeatSubmission() { state.withLock { $0.totals.repeated += 1 } }

  /// Takes over a block.
  ///
  /// - Returns: how many of its actions are this ledger's.
  func mine(_ actions: [Hash256], failed: Set<Hash256>, at time: ContinuousClock.Instant) -> Int {
    state.withLock { state in
      var own = 0
      for hash in actions {
        if let pending = state.pending.removeValue(forKey: hash) {
          state.note(submitted: pending.submitted, mined: time, failed: failed.contains(hash))
          own += 1
        } else if state.underway.contains(hash) {
          state.minedEarly[hash] = (time, failed.contains(hash))
          own += 1
        }
      }
      return own
    }
  }

  /// Actions accepted before a moment that no block holds, in no order.
  func pending(submittedBefore time: ContinuousClock.Instant) -> [Pending] {
    state.withLock { state in state.pending.values.filter { $0.submitted < time } }
  }

  /// The sums so far.
  var totals: Totals { state.withLock { $0.totals } }

  /// Seconds from submission to the block, of every mined action so far, in no order.
  var latencies: [Double] { state.withLock { $0.latencies } }
}
