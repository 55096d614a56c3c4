internal import ChainCrypto
internal import ChainTypes
internal import Primitives

extension ConsensusMachine {
  /// Asks for this delegate's block, or proposes again what it is locked on (`mintBlock`).
  mutating func requestBlock() {
    guard let round, round.isProposer, !round.isMinting, round.proposal == nil else { return }
    guard !own.keys.contains(SigningSlot(roundStart: round.start, kind: .block)) else { return }
    self.round?.isMinting = true
    if let lock {
      // Without a proof that all accept, the block of another delegate cannot be proposed.
      guard lock.block.header.producer.address == configuration.delegate || delegates?.isMajority(lock.proof.count) == true else { return }
      sign(BlockProposal(block: lock.block, proofOfLock: lock.proof), in: round)
    } else {
      effects.append(.mint(round.id, timestamp: round.start))
    }
  }

  /// Signs the block that was asked for.
  mutating func propose(_ block: Block, in id: ConsensusRound) {
    guard let round, round.id == id, round.isProposer, round.proposal == nil else { return }
    shelf.insert(block, status: .valid, provenRound: nil)
    sign(BlockProposal(block: block), in: round)
  }

  private mutating func sign(_ proposal: BlockProposal, in round: RoundState) {
    guard requested.insert(SigningSlot(roundStart: round.start, kind: .block)).inserted else { return }
    effects.append(
      .sign(SigningIntent(round: round.id, roundStart: round.start, document: .proposal(proposal), timestamp: round.start)))
  }

  /// Sends this delegate's proposal, also before its round, so that the others have executed the block when the round begins.
  mutating func publish(_ message: ConsensusMessage) {
    guard let step = round?.step, step <= .acceptingBlock else { return }
    effects.append(.broadcast(message))
    if step == .acceptingBlock { endorseOwnProposal() }
  }

  /// Endorses this delegate's proposal, unless it became locked on something else after it made it.
  mutating func endorseOwnProposal() {
    guard case .proposal(let proposal)? = round?.proposal?.document, let entry = shelf[proposal.block.hash], mayEndorse(entry) else {
      return
    }
    endorse(proposal.block.hash)
  }

  /// Takes in another delegate's proposal (`CheckBlockProposer`).
  mutating func receive(_ proposal: BlockProposal, in verified: VerifiedConsensusMessage, roundStart: Timestamp) throws(MessageRefusal) {
    guard let head, let delegates, let round else { return }
    let header = proposal.block.header
    let date = verified.message.endorsement.timestamp
    guard roundStart >= round.start else { throw .staleRound }
    guard header.previousHash == head.hash else { throw .wrongParent }
    guard delegates.isProposer(verified.endorser, in: try roundID(of: date)) else {
      try receiveLock(proposal, from: verified.endorser, date: date, roundStart: roundStart)
      return
    }
    // Without this condition a proposer could take the time of a later turn of its own.
    guard header.timestamp <= date, delegates.contains(header.producer.address) else { throw .wrongProducer }
    let isInTurn = (try? roundID(of: header.timestamp)).map { delegates.isProposer(header.producer.address, in: $0) } ?? false
    guard isInTurn || !proposal.proofOfLock.isEmpty else { throw .wrongProducer }
    let hash = header.hash
    let earlier = shelf.byRound[roundStart] ?? []
    guard !earlier.contains(where: { $0.proposedBlock?.hash == hash }) else { throw .duplicate }
    guard earlier.count < ProposalShelf.maximumPerRound else { throw .tooMany }

    let isForeign = header.producer.address != verified.endorser
    var provenRound: Timestamp?
    if isForeign || !proposal.proofOfLock.isEmpty {
      let proof = verifyProof(of: proposal, delegates: delegates)
      // Those who endorsed the block have looked at its turn, and counted it from the commit time that they knew then.
      guard proof.isSufficient || (isInTurn && !isForeign) else { throw .missingProof }
      provenRound = proof.roundStart
    }
    if let first = earlier.first {
      effects.append(
        .report(
          Equivocation(delegate: verified.endorser, kind: .block, height: height, first: first.message, second: verified.message)))
    }
    shelf.insert(verified, round: roundStart)
    shelf.insert(proposal.block, status: .unknown, provenRound: provenRound)
    considerProposals()
    evaluate(hash)
  }

  /// Checks a proof of lock: endorsements of votes PROPOSAL or COMMIT for the block by more than two thirds.
  ///
  /// - Returns: whether there are enough, and the start of the round in which more than two thirds endorsed the block, which
  ///   can release other locks. The reference takes proposals' endorsements of different rounds together, too; such a proof
  ///   releases nothing.
  func verifyProof(of proposal: BlockProposal, delegates: DelegateSet) -> (isSufficient: Bool, roundStart: Timestamp?) {
    let hash = proposal.block.hash.bytes
    guard proposal.proofOfLock.count <= 2 * delegates.roster.addresses.count else { return (false, nil) }
    let proposalHash = ConsensusVote(blockHash: hash, topic: .proposal).documentHash
    let commitHash = ConsensusVote(blockHash: hash, topic: .commit).documentHash
    var endorsers: Set<Address> = []
    var proposalRounds: Set<Timestamp> = []
    var commitRounds: Set<Timestamp> = []
    for endorsement in proposal.proofOfLock {
      let endorser = endorsement.endorser.address
      guard delegates.contains(endorser), let start = try? roundStart(of: endorsement.timestamp) else { return (false, nil) }
      if endorsement.verify(documentHash: proposalHash) {
        proposalRounds.insert(start)
      } else if endorsement.verify(documentHash: commitHash) {
        commitRounds.insert(start)
      } else {
        return (false, nil)
      }
      endorsers.insert(endorser)
    }
    guard delegates.isMajority(endorsers.count) else { return (false, nil) }
    if proposalRounds.isEmpty { return (true, commitRounds.max()) }
    return (true, proposalRounds.count == 1 ? proposalRounds.first : nil)
  }

  /// Endorses a block of this round, if one is there that may be; before the round only has it executed.
  mutating func considerProposals() {
    guard let round, round.step <= .acceptingBlock else { return }
    for hash in shelf.proposed(in: round.start) {
      guard let entry = shelf[hash], mayEndorse(entry) else { continue }
      switch entry.status {
      case .invalid: continue
      case .valid:
        if round.step == .acceptingBlock { endorse(hash) }
        return
      case .unknown:
        validate(entry)
        return
      case .validating: return
      }
    }
  }

  /// Whether the lock leaves this delegate free to endorse a block.
  private func mayEndorse(_ entry: ProposalShelf.Entry) -> Bool {
    guard let lock, lock.block.hash != entry.block.hash else { return true }
    guard committed == nil, let provenRound = entry.provenRound else { return false }
    return provenRound > lock.roundStart
  }

  private mutating func endorse(_ hash: Hash256) {
    round?.step = .acceptingProposalEndorsements
    cast(.proposal, for: .block(hash))
    evaluate(hash)
  }

  /// Has a block executed.
  mutating func validate(_ entry: ProposalShelf.Entry) {
    shelf[entry.block.hash]?.status = .validating
    effects.append(.validate(entry.block))
  }

  /// A block was executed.
  mutating func takeVerdict(on hash: Hash256, isValid: Bool) {
    guard shelf[hash] != nil else { return }
    shelf[hash]?.status = isValid ? .valid : .invalid
    if let shown = shownLocks.removeValue(forKey: hash), isValid { takeOver(shown) }
    considerProposals()
    if isValid { evaluate(hash) }
  }
}
