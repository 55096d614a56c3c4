internal import ChainCrypto
public import ChainTypes
internal import Primitives

/// Checks that the delegates committed a block (`RollDPoS.ValidateBlockFooter`).
public struct FooterVerifier: Sendable {
  private let timing: RoundTiming
  /// Whether endorsements of others than the epoch's delegates are refused. The reference forgets to check this
  /// (golden quirk 49); blocks that are already history are checked its way.
  private let countsOnlyDelegates: Bool
  /// Whether the producer must have had the turn at the block's time, counted from the commit time below.
  private let requiresTurn: Bool

  /// A verifier for a network.
  ///
  /// - Parameter requiresTurn: false accepts the block of any delegate of the epoch, which is enough where turns rotate with
  ///   rounds: those who endorsed the block have looked at the turn, and counted it from the commit time that they knew.
  ///   That is not always the one that this node knows, for nobody signs it. By the reference's rule, which has it be true,
  ///   such a node could never follow the chain again.
  public init(timing: RoundTiming, countsOnlyDelegates: Bool, requiresTurn: Bool = true) {
    self.timing = timing
    self.countsOnlyDelegates = countsOnlyDelegates
    self.requiresTurn = requiresTurn
  }

  /// How this client verifies new blocks of a network.
  public static func current(timing: RoundTiming, rotatesWithRounds: Bool) -> FooterVerifier {
    FooterVerifier(timing: timing, countsOnlyDelegates: true, requiresTurn: !rotatesWithRounds)
  }

  /// Checks the producer's turn and the endorsements of a block.
  ///
  /// - Parameters:
  ///   - block: the block with its footer.
  ///   - roster: the delegates of the block's epoch.
  ///   - previousCommit: the commit time of the block below; nil for the first block.
  public func verify(_ block: Block, roster: DelegateRoster, previousCommit: Timestamp?) throws(FooterRejection) {
    try verifyTurn(of: block, roster: roster, previousCommit: previousCommit)
    let vote = ConsensusVote(blockHash: block.header.hash.bytes, topic: .commit)
    var endorsers: [PublicKey: Timestamp] = [:]
    for endorsement in block.footer.endorsements {
      guard endorsement.verify(documentHash: vote.documentHash) else { throw .invalidEndorsement(by: endorsement.endorser.address.bech32) }
      if countsOnlyDelegates && !roster.addresses.contains(endorsement.endorser.address.bech32) {
        throw .notADelegate(endorsement.endorser.address.bech32)
      }
      if let earlier = endorsers[endorsement.endorser], endorsement.timestamp < earlier {
        throw .expiredEndorsement(by: endorsement.endorser.address.bech32)
      }
      endorsers[endorsement.endorser] = endorsement.timestamp
    }
    guard roster.isMajority(endorsers.count) else {
      throw .tooFewEndorsements(count: endorsers.count, delegates: roster.addresses.count)
    }
  }

  private func verifyTurn(of block: Block, roster: DelegateRoster, previousCommit: Timestamp?) throws(FooterRejection) {
    let producer = block.header.producer.address.bech32
    guard requiresTurn else {
      guard roster.addresses.contains(producer) else { throw .notADelegate(producer) }
      return
    }
    let round: RoundTiming.Round
    do {
      round = try timing.round(at: block.header.timestamp, previousCommit: previousCommit, withToleration: false)
    } catch {
      throw .noRound(error)
    }
    let expected = roster.proposer(at: block.header.height, round: round.number)
    guard producer == expected else { throw .wrongProposer(expected: expected, actual: producer, round: round.number) }
  }
}

/// Why a footer does not prove that a block was committed.
public enum FooterRejection: Error, Hashable, Sendable {
  /// The block's time belongs to no round.
  case noRound(RoundError)
  /// Another delegate had the turn.
  case wrongProposer(expected: String, actual: String, round: UInt32)
  /// An endorsement's signature does not fit.
  case invalidEndorsement(by: String)
  /// An endorsement is not from a delegate of the epoch.
  case notADelegate(String)
  /// An endorser signed again with an earlier time.
  case expiredEndorsement(by: String)
  /// Not more than two thirds of the delegates endorsed.
  case tooFewEndorsements(count: Int, delegates: Int)
}

extension FooterRejection: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRound(let error): "the block's time belongs to no round: \(error)"
    case .wrongProposer(let expected, let actual, let round):
      "\(actual) produced the block in round \(round), which was the turn of \(expected)"
    case .invalidEndorsement(let endorser): "the endorsement by \(endorser) is not validly signed"
    case .notADelegate(let endorser): "\(endorser) endorsed the block but is no delegate of the epoch"
    case .expiredEndorsement(let endorser): "\(endorser) endorsed the block again with an earlier time"
    case .tooFewEndorsements(let count, let delegates):
      "\(count) delegates endorsed the block; more than two thirds of \(delegates) are needed"
    }
  }
}
