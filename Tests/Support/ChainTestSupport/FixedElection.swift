public import ChainTypes
public import ProtocolKit

/// An election with given results, all of which were there before the chain.
public struct FixedElection: ElectionSource {
  private let results: [UInt64: CandidateList]
  private let time: Timestamp
  private let gravityHeights: [UInt64]

  /// An election.
  ///
  /// - Parameters:
  ///   - results: by height of the gravity chain.
  ///   - time: when the first height's block was made; each further one a second later.
  public init(results: [UInt64: CandidateList], time: Timestamp) {
    self.results = results
    self.time = time
    gravityHeights = results.keys.sorted()
  }

  public func candidates(atGravityHeight height: UInt64) -> CandidateList? { results[height] }

  public func gravityHeight(at moment: Timestamp) -> UInt64? {
    gravityHeights.enumerated().last { index, _ in
      (time.adding(nanoseconds: Int64(index) * 1_000_000_000) ?? time) <= moment
    }?.element
  }
}
