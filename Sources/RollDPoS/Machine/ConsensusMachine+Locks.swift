internal import ChainCrypto
internal import ChainTypes
internal import Primitives

extension ConsensusMachine {
  /// Shows the others the lock of this delegate, in a round that brought no block it may endorse.
  ///
  /// It is a proposal out of turn, of which a delegate signs at most one in a round like any other. What the others would
  /// not believe is not shown.
  mutating func showLock(in round: RoundState) {
    guard !round.isProposer, let lock, delegates?.isMajority(lock.proof.count) == true else { return }
    let slot = SigningSlot(roundStart: round.start, kind: .block)
    guard own[slot] == nil, requested.insert(slot).inserted else { return }
    let proposal = BlockProposal(block: lock.block, proofOfLock: lock.proof)
    effects.append(
      .sign(SigningIntent(round: round.id, roundStart: round.start, document: .proposal(proposal), timestamp: round.start)))
  }

  /// Takes in the lock that another delegate shows: one in a round from each.
  ///
  /// - Parameters:
  ///   - date: of the endorsement.
  ///   - roundStart: of the round that the date is in.
  mutating func receiveLock(
    _ proposal: BlockProposal, from endorser: Address, date: Timestamp, roundStart: Timestamp
  ) throws(MessageRefusal) {
    guard let delegates, !proposal.proofOfLock.isEmpty else { throw .wrongProposer }
    let header = proposal.block.header
    let hash = header.hash
    guard lock?.block.hash != hash, shownLocks[hash] == nil else { throw .duplicate }
    guard showings[endorser].map({ $0 < roundStart }) ?? true else { throw .tooMany }
    showings[endorser] = roundStart
    // More than two thirds have looked at the producer's turn, and counted it from the commit time that they knew then.
    guard header.timestamp <= date, delegates.contains(header.producer.address) else { throw .wrongProducer }
    let proof = verifyProof(of: proposal, delegates: delegates)
    guard proof.isSufficient, let proven = proof.roundStart, proven <= roundStart else { throw .missingProof }
    let shown = ConsensusLock(roundStart: proven, block: proposal.block, proof: proposal.proofOfLock)
    shelf.insert(proposal.block, status: .unknown, provenRound: proven)
    guard let entry = shelf[hash] else { return }
    switch entry.status {
    case .valid: takeOver(shown)
    case .invalid: return
    case .validating: shownLocks[hash] = shown
    case .unknown:
      shownLocks[hash] = shown
      validate(entry)
    }
  }

  /// Locks what another delegate is locked on, unless this one is bound to something else.
  ///
  /// It only restricts what this delegate endorses from now on, and it gives up a lock only for one of a later round, as a
  /// proposal with such a proof would have it do. So it need not be kept over a restart.
  mutating func takeOver(_ shown: ConsensusLock) {
    guard committed == nil, let round, shown.roundStart <= round.start else { return }
    if let lock, lock.block.hash == shown.block.hash || lock.roundStart >= shown.roundStart { return }
    lock = shown
    effects.append(.observe(.locked(round.id, shown.block.hash)))
  }
}
