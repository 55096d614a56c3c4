public import ChainTypes
public import Primitives
public import State

/// The candidate lists kept in the state, one per height at which they changed
/// (`action/protocol/vote/candidatesutil/candidatesutil.go`).
///
/// Votes, transfers of voters and poll results change them; each change stores the whole list again, which the digest
/// of the block covers. Lists are ordered by votes, then by address, both descending (`state/candidate.go`).
public enum CandidateRegister {
  /// The stored list of exactly this height; nil when there is none, or an empty one.
  public static func list(at height: UInt64, state: WorkingSet) throws(StateFault) -> CandidateList? {
    guard let list = try state.candidateList(at: height), !list.candidates.isEmpty else { return nil }
    return list
  }

  /// The most recent list at or below a height; an empty one at heights 0 and 1 when there is none.
  ///
  /// - Returns: nil when a list should exist and does not.
  public static func mostRecentList(at height: UInt64, state: WorkingSet) throws(StateFault) -> CandidateList? {
    var candidate = height
    while true {
      if let list = try state.candidateList(at: candidate) { return list }
      if candidate == 0 { break }
      candidate -= 1
    }
    return height <= 1 ? CandidateList() : nil
  }

  /// Adds a candidate without votes, unless it is on the list already.
  public static func add(_ address: String, at height: UInt64, state: WorkingSet) throws(HandlingError) {
    try change(at: height, state: state) { (entries) throws(ActionRejection) in
      let key = try hash(of: address)
      guard !entries.contains(where: { $0.key == key }) else { return }
      entries.append(Entry(key: key, candidate: Candidate(address: address, votes: WireInteger(.zero), rewardAddress: "")))
    }
  }

  /// Removes a candidate, if it is on the list.
  public static func remove(_ address: Address, at height: UInt64, state: WorkingSet) throws(HandlingError) {
    try change(at: height, state: state) { (entries) throws(ActionRejection) in
      entries.removeAll { $0.key == address.hash }
    }
  }

  /// Sets the votes of a candidate.
  ///
  /// - Parameter votes: may be negative while the list is ordered; the stored form drops the sign.
  /// - Throws: a rejection when the candidate is not on the list (the reference would panic).
  public static func update(_ address: String, votes: VotingWeight, at height: UInt64, state: WorkingSet) throws(HandlingError) {
    try change(at: height, state: state) { (entries) throws(ActionRejection) in
      let key = try hash(of: address)
      guard let index = entries.firstIndex(where: { $0.key == key }) else {
        throw ActionRejection(.arithmetic, "\(address) is marked as a candidate but is not on the list at height \(height)")
      }
      entries[index].votes = votes
    }
  }

  /// A candidate while its list is rebuilt.
  private struct Entry {
    let key: Hash160
    var candidate: Candidate
    var votes: VotingWeight

    init(key: Hash160, candidate: Candidate) {
      self.key = key
      self.candidate = candidate
      votes = VotingWeight(magnitude: candidate.votes.value ?? .zero)
    }
  }

  /// Loads the most recent list, changes it, orders it and stores it under `height`.
  private static func change(
    at height: UInt64, state: WorkingSet, _ body: (inout [Entry]) throws(ActionRejection) -> Void
  ) throws(HandlingError) {
    guard let list = try handling({ () throws(StateFault) in try mostRecentList(at: height, state: state) }) else {
      throw .rejected(ActionRejection(.arithmetic, "there is no candidate list at or below height \(height)"))
    }
    var entries: [Entry] = []
    entries.reserveCapacity(list.candidates.count + 1)
    do throws(ActionRejection) {
      for candidate in list.candidates {
        let entry = Entry(key: try hash(of: candidate.address), candidate: candidate)
        // Two spellings of one address: the later one stands, as in the reference's map.
        if let index = entries.firstIndex(where: { $0.key == entry.key }) {
          entries[index] = entry
        } else {
          entries.append(entry)
        }
      }
      try body(&entries)
    } catch {
      throw .rejected(error)
    }
    entries.sort { left, right in
      left.votes == right.votes
        ? left.candidate.address.utf8.lexicographicallyPrecedes(right.candidate.address.utf8) == false : left.votes > right.votes
    }
    let changed = entries.map { entry in
      Candidate(
        address: entry.candidate.address, votes: WireInteger(entry.votes.magnitude), rewardAddress: entry.candidate.rewardAddress)
    }
    state.setCandidateList(CandidateList(changed), at: height)
  }

  private static func hash(of address: String) throws(ActionRejection) -> Hash160 {
    do {
      return try Address(bech32: address).hash
    } catch {
      throw ActionRejection(.invalidAddress, "\(address) on the candidate list is no address: \(error)")
    }
  }
}
