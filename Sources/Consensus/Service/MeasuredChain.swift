internal import ChainTypes
internal import CoreMetrics
internal import RollDPoS

/// A chain whose work is timed: for metrics, and so that a proposer knows when to begin to make its block.
///
/// Isolation: the consensus queue, like the chain itself.
final class MeasuredChain: ConsensusChain {
  private let base: any ConsensusChain
  private let metrics: ConsensusMetrics?
  /// What it takes to make a block, in nanoseconds: rises at once, falls slowly.
  private(set) var mintingEstimate: Int64 = 0

  init(_ base: any ConsensusChain, metrics: ConsensusMetrics?) {
    self.base = base
    self.metrics = metrics
  }

  func head() throws(ConsensusFault) -> ConsensusHead { try base.head() }

  func mint(at timestamp: Timestamp) throws(ConsensusFault) -> MintingOutcome {
    let start = ContinuousClock.now
    let outcome = try base.mint(at: timestamp)
    let elapsed = Self.nanoseconds(since: start)
    mintingEstimate = max(elapsed, mintingEstimate - mintingEstimate / 4)
    metrics?.minting.recordNanoseconds(elapsed)
    return outcome
  }

  func validate(_ block: Block) throws(ConsensusFault) -> BlockVerdict {
    let start = ContinuousClock.now
    let verdict = try base.validate(block)
    metrics?.validation.recordNanoseconds(Self.nanoseconds(since: start))
    return verdict
  }

  func commit(_ block: Block) throws(ConsensusFault) -> Bool {
    let start = ContinuousClock.now
    let isNew = try base.commit(block)
    metrics?.commit.recordNanoseconds(Self.nanoseconds(since: start))
    return isNew
  }

  func sync() throws(ConsensusFault) { try base.sync() }

  func lastBlock() throws(ConsensusFault) -> Block? { try base.lastBlock() }

  func adoptFooter(of block: Block) throws(ConsensusFault) -> Bool { try base.adoptFooter(of: block) }

  private static func nanoseconds(since start: ContinuousClock.Instant) -> Int64 {
    let parts = (ContinuousClock.now - start).components
    return parts.seconds &* 1_000_000_000 &+ parts.attoseconds / 1_000_000_000
  }
}
