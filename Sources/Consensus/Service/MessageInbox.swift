internal import ChainTypes

/// Messages that wait for the consensus, bounded: when it is full, new ones are refused.
///
/// Votes come before blocks, which take a thousand times as long; but no block waits for more than a few votes.
struct MessageInbox {
  /// A message and whoever wants to know what became of it.
  struct Entry {
    let message: ConsensusMessage
    let answer: (@Sendable (ConsensusDriver.MessageOutcome?) -> Void)?
  }

  /// How many votes wait at most.
  let maximumVotes: Int
  /// How many blocks wait at most.
  let maximumProposals: Int
  /// After how many votes a waiting block has its turn.
  private static let votesPerProposal = 32

  private var votes = Line()
  private var proposals = Line()
  private var votesSinceProposal = 0

  init(maximumVotes: Int, maximumProposals: Int) {
    self.maximumVotes = maximumVotes
    self.maximumProposals = maximumProposals
  }

  /// Puts a message in line.
  ///
  /// - Returns: false when there is no room.
  mutating func insert(_ entry: Entry) -> Bool {
    switch entry.message.document {
    case .vote:
      guard votes.count < maximumVotes else { return false }
      votes.append(entry)
    case .proposal:
      guard proposals.count < maximumProposals else { return false }
      proposals.append(entry)
    }
    return true
  }

  /// Takes the next message out.
  mutating func next() -> Entry? {
    if votes.count == 0 || (proposals.count > 0 && votesSinceProposal >= Self.votesPerProposal) {
      votesSinceProposal = 0
      return proposals.popFirst()
    }
    votesSinceProposal += 1
    return votes.popFirst()
  }

  /// A queue in an array, whose consumed front is cut off now and then.
  private struct Line {
    private var entries: [Entry?] = []
    private var head = 0

    var count: Int { entries.count - head }

    mutating func append(_ entry: Entry) { entries.append(entry) }

    mutating func popFirst() -> Entry? {
      guard head < entries.count else { return nil }
      let entry = entries[head]
      entries[head] = nil
      head += 1
      if head == entries.count {
        entries.removeAll(keepingCapacity: entries.count <= 1024)
        head = 0
      }
      return entry
    }
  }
}
