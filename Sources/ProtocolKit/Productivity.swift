public import ChainSpec
internal import ChainTypes
internal import Primitives
public import State

/// Who produced how many blocks of an epoch so far (`Blockchain.ProductivityByEpoch`).
public struct Productivity: Sendable {
  /// Blocks of the epoch that are counted.
  public private(set) var blocks: UInt64
  /// Blocks by producer; active delegates without a block are there with 0.
  public private(set) var produced: [String: UInt64]

  /// Counts the committed blocks of an epoch.
  ///
  /// Returns nil for an epoch that has not begun, or whose delegates are unknown (legacy vote protocol).
  ///
  /// - Parameter state: committed state.
  public init?(
    epoch: UInt64, epochs: EpochArithmetic, candidates: any CandidateDirectory, history: any ChainHistory, state: WorkingSet
  ) throws(StateFault) {
    let tip = history.tipHeight
    let currentEpoch = epochs.epochNumber(of: tip)
    guard epoch <= currentEpoch else { return nil }
    guard let active = try candidates.activeBlockProducers(ofEpoch: epoch, epochs: epochs, state: state) else { return nil }
    let first = epochs.startHeight(of: epoch)
    let last = epoch == currentEpoch ? tip : epochs.lastHeight(of: epoch)
    blocks = last - first + 1
    produced = [:]
    for candidate in active.candidates { produced[candidate.address] = 0 }
    for height in first...last {
      guard let producer = try history.producer(at: height) else { return nil }
      produced[producer.bech32, default: 0] += 1
    }
  }

  /// Counts one block more.
  public mutating func add(producer: String) {
    blocks += 1
    produced[producer, default: 0] += 1
  }

  /// Blocks that each producer should have produced, rounded down.
  public var expectedBlocks: UInt64 { produced.isEmpty ? 0 : blocks / UInt64(produced.count) }
}
