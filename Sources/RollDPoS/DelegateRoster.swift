public import ChainSpec
internal import ChainTypes

/// The delegates of an epoch in the order in which they take turns.
public struct DelegateRoster: Hashable, Sendable {
  /// Operator addresses (io1…), `numDelegates` of them.
  public let addresses: [String]
  /// Whether a missed round passes the turn to the next delegate (genesis `timeBasedRotation`).
  public let rotatesWithRounds: Bool

  /// Draws the delegates of an epoch from its candidates: the first `numCandidateDelegates` of them, ordered by a hash
  /// seeded with the epoch's first height; the first `numDelegates` of these (golden quirk 40).
  ///
  /// - Parameter candidates: operator addresses in the stored order.
  /// - Returns: nil when there are fewer candidates than delegates, or none is needed.
  public init?(candidates: [String], epochStart: UInt64, epochs: EpochArithmetic, rotatesWithRounds: Bool) {
    let count = Int(clamping: epochs.numDelegates)
    let eligible = candidates.prefix(Int(clamping: epochs.numCandidateDelegates))
    guard count > 0, eligible.count >= count else { return nil }
    addresses = Array(DelegateOrder.draw(Array(eligible), epochStart: epochStart) { $0 }.prefix(count))
    self.rotatesWithRounds = rotatesWithRounds
  }

  /// Who proposes the block of a height in a round.
  public func proposer(at height: UInt64, round: UInt32) -> String {
    // The reference adds without a check; both wrap.
    let turn = rotatesWithRounds ? height &+ UInt64(round) : height
    return addresses[Int(turn % UInt64(addresses.count))]
  }

  /// Whether so many different endorsers are more than two thirds of the delegates.
  public func isMajority(_ endorsers: Int) -> Bool {
    3 * endorsers > 2 * addresses.count
  }
}
