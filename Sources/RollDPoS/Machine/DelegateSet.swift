internal import Primitives

/// The delegates of an epoch, ready for quick questions.
struct DelegateSet: Hashable, Sendable {
  /// Their order and their number.
  let roster: DelegateRoster
  private let members: Set<Address>
  private let faults: ConsensusFaults

  /// The delegates of a roster. An operator address that does not parse is nobody's.
  init(_ roster: DelegateRoster, faults: ConsensusFaults) {
    self.roster = roster
    self.faults = faults
    members = Set(roster.addresses.compactMap { try? Address(bech32: $0) })
  }

  /// Whether endorsements of an address count.
  func contains(_ address: Address) -> Bool { members.contains(address) || faults.acceptsStrangers }

  /// Whether an address has the turn in a round.
  func isProposer(_ address: Address, in round: ConsensusRound) -> Bool {
    roster.proposer(at: round.height, round: round.number) == address.bech32
  }

  /// Whether so many different endorsers are enough to agree.
  func isMajority(_ endorsers: Int) -> Bool {
    faults.countsTwoThirds ? 3 * endorsers >= 2 * roster.addresses.count : roster.isMajority(endorsers)
  }
}
