public import ChainTypes
internal import Primitives

/// Something that the machine wants to have signed, once what it says is safely on disk.
public struct SigningIntent: Hashable, Sendable {
  /// The kinds of documents that a delegate signs, in the order in which it does in a round. Of each kind it signs at most
  /// one in a round.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// A block, as its round's proposer.
    case block = 0
    /// A vote PROPOSAL.
    case proposal = 1
    /// A vote LOCK.
    case lock = 2
    /// A vote COMMIT.
    case commit = 3

    /// The kind of a vote.
    public init(_ topic: ConsensusVote.Topic) {
      switch topic {
      case .proposal: self = .proposal
      case .lock: self = .lock
      case .commit: self = .commit
      }
    }
  }

  /// The round in which it is signed.
  public var round: ConsensusRound
  /// When that round began. Rounds are told apart by it: their numbers depend on the commit time of the block below, which
  /// nobody signs.
  public var roundStart: Timestamp
  /// What is signed.
  public var document: ConsensusMessage.Document
  /// The date of the endorsement; it tells others the round.
  public var timestamp: Timestamp
  /// The lock under which the document is signed: to be kept with it.
  public var lock: ConsensusLock?

  /// An intent.
  public init(
    round: ConsensusRound, roundStart: Timestamp, document: ConsensusMessage.Document, timestamp: Timestamp, lock: ConsensusLock? = nil
  ) {
    self.round = round
    self.roundStart = roundStart
    self.document = document
    self.timestamp = timestamp
    self.lock = lock
  }

  /// The kind of the document.
  public var kind: Kind {
    switch document {
    case .proposal: .block
    case .vote(let vote): Kind(vote.topic)
    }
  }

  /// What the document is about: the block, or nothing.
  public var target: VoteTarget {
    switch document {
    case .proposal(let proposal): .block(proposal.block.hash)
    case .vote(let vote): VoteTarget(vote) ?? .nothing
    }
  }
}

extension SigningIntent {
  /// Whether both ask for the same signature.
  public static func == (left: SigningIntent, right: SigningIntent) -> Bool {
    left.round == right.round && left.roundStart == right.roundStart && left.kind == right.kind && left.target == right.target
      && left.timestamp == right.timestamp
      && left.lock == right.lock
  }

  /// Hashes what both sides of an equality share.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(round)
    hasher.combine(kind)
    hasher.combine(target)
  }
}
