public import ChainTypes
public import ProtocolKit
public import TestSupport

/// The election of a recorded chain: the results of its mocked committee, from `poll.json`.
public struct GoldenElection: ElectionSource {
  private struct Result: Sendable {
    let height: UInt64
    let time: Timestamp
    let candidates: CandidateList
  }

  private let results: [Result]
  private var hidden: Set<UInt64> = []

  /// Reads the results; ascending by height of the gravity chain.
  public init(_ json: JSON) throws {
    results = try json.array.map { entry in
      let delegates = try entry["delegates"].array.map { delegate in
        Candidate(
          address: try delegate.string("operatorAddress"), votes: WireInteger(parsing: try delegate.string("score")),
          rewardAddress: try delegate.string("rewardAddress"))
      }
      guard let time = entry["mintTime"].int else { throw GoldenDataError.unexpected(entry["mintTime"].path) }
      return Result(
        height: try entry.uint64("height"), time: Timestamp(seconds: Int64(time)), candidates: CandidateList(delegates))
    }
  }

  /// The same election while the result of a height of the gravity chain is not known yet.
  public func hiding(_ gravityHeight: UInt64) -> GoldenElection {
    var election = self
    election.hidden.insert(gravityHeight)
    return election
  }

  public func candidates(atGravityHeight height: UInt64) -> CandidateList? {
    hidden.contains(height) ? nil : results.first { $0.height == height }?.candidates
  }

  public func gravityHeight(at time: Timestamp) -> UInt64? {
    results.last { $0.time <= time }?.height
  }
}

extension GoldenElection {
  /// An election without any result.
  public static let none = GoldenElection(results: [])

  private init(results: [Result]) {
    self.results = results
  }
}
