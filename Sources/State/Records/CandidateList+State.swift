internal import ChainCrypto
public import ChainTypes
public import Primitives

/// Candidate lists in the state: one per height at which the candidates changed
/// (`action/protocol/vote/candidatesutil/candidatesutil.go`).
extension CandidateList {
  /// The key of the list of a height: the last 20 bytes of Keccak-256 of "Candidates." and the height, little-endian.
  public static func stateKey(height: UInt64) -> Hash160 {
    let bytes = withUnsafeBytes(of: height.littleEndian) { [UInt8]("Candidates.".utf8) + $0 }
    return Keccak256.hash160(bytes)
  }

  /// Orders the candidates as stored lists are: by votes, then by address, both descending (`state/candidate.go`).
  ///
  /// Votes compare with their sign, which storing them drops.
  public mutating func sort() {
    candidates.sort { left, right in
      left.votes == right.votes ? right.address.utf8.lexicographicallyPrecedes(left.address.utf8) : left.votes > right.votes
    }
  }
}

extension WorkingSet {
  /// The candidate list stored for exactly this height; `nil` when there is none.
  ///
  /// - Throws: ``StateFault/malformedRecord(namespace:key:detail:)`` when its key holds something else.
  public func candidateList(at height: UInt64) throws(StateFault) -> CandidateList? {
    let key = CandidateList.stateKey(height: height)
    guard let bytes = try state(key: key) else { return nil }
    do {
      return try CandidateList(decoding: bytes)
    } catch {
      throw .malformedRecord(namespace: .account, key: key.hex, detail: "\(error)")
    }
  }

  /// Stores the candidate list of a height, in the order given: one entry of the digest.
  public func setCandidateList(_ list: CandidateList, at height: UInt64) {
    setState(key: CandidateList.stateKey(height: height), list.encoded)
  }
}
