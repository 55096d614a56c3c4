public import ChainTypes
internal import Primitives

extension ConsensusMachine {
  /// Looks at everything that has votes, when a step began.
  mutating func evaluateAll() {
    guard let round else { return }
    evaluateNothing()
    ledger.blocks(round: round.start).forEach { evaluate($0) }
  }

  /// Does what the votes for a block allow: lock it, commit it, or decide the height.
  mutating func evaluate(_ hash: Hash256) {
    guard let round, let delegates, !isDecided else { return }
    let hasBegun = round.step > .waiting
    let isDecisive = delegates.isMajority(ledger.count(.commit, for: .block(hash), round: round.start))
    let isEndorsed = hasBegun && delegates.isMajority(ledger.count(.proposal, for: .block(hash), round: round.start))
    let isLocked = hasBegun && delegates.isMajority(ledger.count(.lock, for: .block(hash), round: round.start))
    guard isDecisive || isEndorsed || isLocked else { return }
    guard let entry = shelf[hash] else {
      if isDecisive { requestMissing() }
      return
    }
    switch entry.status {
    case .valid: break
    case .unknown:
      validate(entry)
      return
    case .validating, .invalid: return
    }
    if isDecisive {
      decide(entry.block)
      return
    }
    guard takeLock(on: entry.block, in: round, delegates: delegates) else { return }
    if isEndorsed {
      self.round?.step = .acceptingLockEndorsements
      cast(.lock, for: .block(hash))
    }
    if isLocked && committed == nil { cast(.commit, for: .block(hash)) }
  }

  /// More than two thirds endorsed nothing in this round: a lock of an earlier round is gone (`AddVoteEndorsement`).
  mutating func evaluateNothing() {
    guard let round, let delegates, round.step > .waiting,
      delegates.isMajority(ledger.count(.proposal, for: .nothing, round: round.start))
    else { return }
    guard let lock, committed == nil, lock.roundStart < round.start else { return }
    self.lock = nil
    effects.append(.observe(.unlocked(round.id)))
  }

  /// Locks a block that more than two thirds endorsed or locked in this round.
  ///
  /// A lock of an earlier round gives way: had its block been committed by anybody, more than a third of honest delegates
  /// would be locked on it, and no other could have got these endorsements.
  ///
  /// - Returns: whether this delegate is locked on the block.
  private mutating func takeLock(on block: Block, in round: RoundState, delegates: DelegateSet) -> Bool {
    let hash = block.hash
    guard committed == nil || committed == hash else { return false }
    let isNew = lock?.block.hash != hash
    if let lock, isNew, lock.roundStart >= round.start { return false }
    let proof = ledger.endorsements(.proposal, for: .block(hash), round: round.start)
    // A proof that convinces nobody does not replace one that does.
    if isNew || delegates.isMajority(proof.count) { lock = ConsensusLock(roundStart: round.start, block: block, proof: proof) }
    if isNew { effects.append(.observe(.locked(round.id, hash))) }
    return true
  }

  /// Asks once for the block of this height, which others have.
  mutating func requestMissing() {
    guard requestedHeight < height else { return }
    requestedHeight = height
    effects.append(.synchronize(height: height))
  }

  /// More than two thirds committed the block.
  private mutating func decide(_ block: Block) {
    guard let round else { return }
    isDecided = true
    let endorsements = ledger.endorsements(.commit, for: .block(block.hash), round: round.start)
    let footer = BlockFooter(endorsements: endorsements, commitTime: BlockFooter.agreedTime(of: endorsements) ?? round.start)
    effects.append(.observe(.decided(round.id, block.hash)))
    effects.append(.commit(block.finalized(with: footer)))
  }
}

extension BlockFooter {
  /// The lower median of the endorsements' dates: the same for everybody who saw commits of one round, and between those of
  /// honest delegates whatever fewer than a third of the endorsers write. Nil without endorsements.
  public static func agreedTime(of endorsements: [Endorsement]) -> Timestamp? {
    let dates = endorsements.map(\.timestamp).sorted()
    return dates.isEmpty ? nil : dates[(dates.count - 1) / 2]
  }
}
