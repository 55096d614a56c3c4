internal import ChainTypes
internal import Primitives
public import State

/// How a transfer or a vote moves voting weight between candidates (legacy vote protocol).
extension WorkingSet {
  /// Changes the voting weight of a votee and, if it is a candidate, its place on the candidate list.
  ///
  /// The votee's account is stored before the list (`action/protocol/account/transfer.go`, `action/protocol/vote/protocol.go`).
  ///
  /// - Parameters:
  ///   - votee: the address as the voter wrote it.
  ///   - height: the height of the block, under which the changed list is stored.
  public func changeVotingWeight(
    of votee: String, at height: UInt64, _ change: (inout VotingWeight) -> Void
  ) throws(HandlingError) {
    let address: Address
    do {
      address = try Address(bech32: votee)
    } catch {
      throw .rejected(ActionRejection(.invalidAddress, "the votee \(votee) is no address: \(error)"))
    }
    var account = try loadOrCreateAccount(address)
    change(&account.votingWeight)
    setAccount(account, at: address)
    if account.isCandidate {
      try CandidateRegister.update(votee, votes: account.votingWeight, at: height, state: self)
    }
  }
}
