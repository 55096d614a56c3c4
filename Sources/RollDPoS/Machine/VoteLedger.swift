internal import ChainTypes
internal import Primitives

/// The votes of one height (`consensus/scheme/rolldpos/endorsementmanager.go`).
///
/// A delegate can vote for different things in one round only by cheating. Such votes are kept too, a few of them, since
/// others may have counted them; more than that are dropped, so that a delegate takes a bounded part of the memory.
struct VoteLedger: Hashable, Sendable {
  /// How many different targets one delegate can have in one round and topic.
  static let maximumTargets = 3

  private typealias Ballots = [VoteTarget: [Address: VerifiedConsensusMessage]]

  /// Votes PROPOSAL and LOCK by the start of their round.
  private var proposals: [Timestamp: Ballots] = [:]
  private var locks: [Timestamp: Ballots] = [:]
  /// Votes COMMIT, which count in every round.
  private var commits: Ballots = [:]

  /// What became of a vote.
  enum Admission: Equatable {
    /// It counts from now on.
    case added
    /// It counts, and contradicts an earlier one of the same delegate.
    case contradiction(ConsensusMessage)
    /// The delegate has cast this vote before.
    case duplicate
    /// The delegate has voted for too many things.
    case tooMany
  }

  /// Adds the vote of a delegate.
  ///
  /// - Parameter round: the start of the round that the vote's date is in.
  mutating func add(_ verified: VerifiedConsensusMessage, topic: ConsensusVote.Topic, target: VoteTarget, round: Timestamp) -> Admission {
    switch topic {
    case .proposal: Self.add(verified, target, to: &proposals[round, default: [:]])
    case .lock: Self.add(verified, target, to: &locks[round, default: [:]])
    case .commit: Self.add(verified, target, to: &commits)
    }
  }

  private static func add(_ verified: VerifiedConsensusMessage, _ target: VoteTarget, to ballots: inout Ballots) -> Admission {
    if ballots[target]?[verified.endorser] != nil { return .duplicate }
    let others = ballots.filter { $0.value[verified.endorser] != nil }
    if others.count >= maximumTargets { return .tooMany }
    ballots[target, default: [:]][verified.endorser] = verified
    // The order of the dictionary does not matter when there is one; of several, any proves the same.
    guard let first = others.min(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) })?.value[verified.endorser] else {
      return .added
    }
    return .contradiction(first.message)
  }

  /// Whether a vote like this is known.
  func contains(endorser: Address, topic: ConsensusVote.Topic, target: VoteTarget, round: Timestamp) -> Bool {
    ballots(topic, round)[target]?[endorser] != nil
  }

  /// The endorsements for a target, one of each delegate, in the order of their addresses. Votes COMMIT count in place of
  /// the others (`NewLockEndorsement`, `NewPreCommitEndorsement`).
  func endorsements(_ topic: ConsensusVote.Topic, for target: VoteTarget, round: Timestamp) -> [Endorsement] {
    var votes = ballots(topic, round)[target] ?? [:]
    if topic != .commit, let committed = commits[target] { votes.merge(committed) { vote, _ in vote } }
    return votes.sorted { $0.key < $1.key }.map(\.value.message.endorsement)
  }

  /// How many delegates endorse a target, counted like `endorsements`.
  func count(_ topic: ConsensusVote.Topic, for target: VoteTarget, round: Timestamp) -> Int {
    let votes = ballots(topic, round)[target] ?? [:]
    guard topic != .commit, let committed = commits[target] else { return votes.count }
    return votes.count + committed.keys.reduce(0) { $0 + (votes[$1] == nil ? 1 : 0) }
  }

  /// Every block that has a vote that could count in a round, in the order of hashes.
  func blocks(round: Timestamp) -> [Hash256] {
    let targets = [proposals[round], locks[round], commits].compactMap { $0 }.flatMap(\.keys)
    return Set(targets.compactMap(\.hash)).sorted()
  }

  /// Whether somebody voted COMMIT for a block.
  func hasCommit(for block: Hash256) -> Bool { commits[.block(block)] != nil }

  /// Drops the votes of rounds that are over. Votes COMMIT stay.
  mutating func dropRounds(before round: Timestamp) {
    proposals = proposals.filter { $0.key >= round }
    locks = locks.filter { $0.key >= round }
  }

  private func ballots(_ topic: ConsensusVote.Topic, _ round: Timestamp) -> Ballots {
    switch topic {
    case .proposal: proposals[round] ?? [:]
    case .lock: locks[round] ?? [:]
    case .commit: commits
    }
  }
}
