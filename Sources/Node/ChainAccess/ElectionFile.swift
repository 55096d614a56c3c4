internal import Chain
public import ChainTypes
internal import Foundation
internal import Primitives
public import ProtocolKit

/// Results of an election outside the chain, read from a JSON file, plain or compressed with gzip.
///
/// The file is a list, ascending by height, of objects with `height` (of the gravity chain), `mintTime` (Unix seconds of
/// that block) and `delegates`, a list in order of rank of objects with `operatorAddress`, `rewardAddress` and `score` (votes
/// as a decimal text). Other keys are ignored.
public struct ElectionFile: ElectionSource {
  private struct Entry: Decodable {
    struct Delegate: Decodable {
      let operatorAddress: String
      let rewardAddress: String
      let score: String
    }

    let height: UInt64
    let mintTime: Int64
    let delegates: [Delegate]
  }

  private struct Result: Sendable {
    let height: UInt64
    let time: Timestamp
    let candidates: CandidateList
  }

  /// The largest file that is read, in bytes.
  private static let sizeLimit = 256 << 20

  private let results: [Result]

  /// Reads a file.
  public init(path: String) throws(ElectionFileError) {
    let data = try Self.contents(of: path)
    let entries: [Entry]
    do {
      entries = try JSONDecoder().decode([Entry].self, from: data)
    } catch {
      throw ElectionFileError(path: path, detail: "it is no list of election results: \(error)")
    }
    var results: [Result] = []
    for entry in entries {
      if let last = results.last, last.height >= entry.height {
        throw ElectionFileError(path: path, detail: "height \(entry.height) follows \(last.height): heights must ascend")
      }
      results.append(
        Result(
          height: entry.height, time: Timestamp(seconds: entry.mintTime), candidates: try Self.candidates(of: entry, in: path)))
    }
    self.results = results
  }

  public func candidates(atGravityHeight height: UInt64) -> CandidateList? {
    results.first { $0.height == height }?.candidates
  }

  public func gravityHeight(at time: Timestamp) -> UInt64? {
    results.last { $0.time <= time }?.height
  }

  private static func contents(of path: String) throws(ElectionFileError) -> Data {
    var data = Data()
    do throws(ArchiveError) {
      var stream = try ArchiveStream(path: path)
      while let chunk = try stream.next(), data.count <= sizeLimit { data += chunk }
    } catch {
      throw ElectionFileError(path: path, detail: "\(error)")
    }
    guard data.count <= sizeLimit else { throw ElectionFileError(path: path, detail: "it has more than \(sizeLimit) bytes") }
    return data
  }

  private static func candidates(of entry: Entry, in path: String) throws(ElectionFileError) -> CandidateList {
    var candidates: [Candidate] = []
    for delegate in entry.delegates {
      guard let votes = U256(decimal: delegate.score) else {
        throw ElectionFileError(path: path, detail: "the score \"\(delegate.score)\" at height \(entry.height) is no whole number")
      }
      candidates.append(
        Candidate(address: delegate.operatorAddress, votes: WireInteger(votes), rewardAddress: delegate.rewardAddress))
    }
    return CandidateList(candidates)
  }
}

/// Why a file of election results cannot be used.
public struct ElectionFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is wrong with it.
  public let detail: String

  /// For example `poll.json: it cannot be read: …`.
  public var description: String { "the election file \(path) cannot be used: \(detail)" }
}
