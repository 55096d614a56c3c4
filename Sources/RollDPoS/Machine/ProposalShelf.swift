internal import ChainTypes
internal import Primitives

/// The proposed blocks of one height.
struct ProposalShelf: Hashable, Sendable {
  /// How many different blocks a proposer can propose in one round.
  static let maximumPerRound = 3
  /// How many blocks are kept.
  static let maximumBlocks = 16

  /// What is known of a block.
  enum Status: Hashable, Sendable {
    /// It was not executed yet.
    case unknown
    /// It is being executed.
    case validating
    /// It can be committed.
    case valid
    /// It cannot.
    case invalid
  }

  /// A proposed block.
  struct Entry: Hashable, Sendable {
    /// The block.
    let block: Block
    /// Whether it can be committed.
    var status: Status
    /// The start of the latest round in which more than two thirds are known to have endorsed it; nil when nobody has shown
    /// that.
    var provenRound: Timestamp?
  }

  private(set) var entries: [Hash256: Entry] = [:]
  /// The proposals of each round, the first one first.
  private(set) var byRound: [Timestamp: [VerifiedConsensusMessage]] = [:]

  /// The block with a hash.
  subscript(hash: Hash256) -> Entry? {
    get { entries[hash] }
    set { entries[hash] = newValue }
  }

  /// The hashes of the blocks proposed in a round, in the order of arrival.
  func proposed(in round: Timestamp) -> [Hash256] { (byRound[round] ?? []).compactMap(\.proposedBlock?.hash) }

  /// Keeps a block.
  mutating func insert(_ block: Block, status: Status, provenRound: Timestamp?) {
    var entry = entries[block.hash] ?? Entry(block: block, status: status, provenRound: nil)
    if status != .unknown { entry.status = status }
    if let provenRound { entry.provenRound = entry.provenRound.map { max($0, provenRound) } ?? provenRound }
    entries[block.hash] = entry
  }

  /// Keeps a proposal.
  mutating func insert(_ verified: VerifiedConsensusMessage, round: Timestamp) {
    byRound[round, default: []].append(verified)
  }

  /// Forgets the proposals of rounds that are over, and blocks that nothing can come of.
  mutating func dropRounds(before round: Timestamp, keeping isNeeded: (Hash256) -> Bool) {
    byRound = byRound.filter { $0.key >= round }
    guard entries.count > Self.maximumBlocks else { return }
    let waiting = Set(byRound.values.flatMap { $0 }.compactMap(\.proposedBlock?.hash))
    entries = entries.filter { waiting.contains($0.key) || isNeeded($0.key) }
  }
}

extension VerifiedConsensusMessage {
  /// The block of a proposal.
  var proposedBlock: Block? {
    if case .proposal(let proposal) = message.document { proposal.block } else { nil }
  }
}
