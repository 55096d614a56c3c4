internal import ChainCrypto
public import ChainTypes
internal import Primitives

extension ConsensusMachine {
  /// Whether a message can be of use, without looking at its signature, which takes much longer.
  ///
  /// - Returns: why it cannot; nil when it can.
  public func refusal(of message: ConsensusMessage) -> MessageRefusal? {
    guard let delegates else { return .futureHeight }
    guard message.height >= height else { return .oldHeight }
    let endorser = message.endorsement.endorser.address
    guard delegates.contains(endorser) else { return .notADelegate }
    guard message.height == height else { return nil }
    guard !isDecided else { return .oldHeight }
    guard let start = try? roundStart(of: message.endorsement.timestamp) else { return .noRound }
    guard case .vote(let vote) = message.document, let target = VoteTarget(vote) else { return nil }
    if ledger.contains(endorser: endorser, topic: vote.topic, target: target, round: start) { return .duplicate }
    if let round, vote.topic != .commit, start < round.start { return .staleRound }
    return nil
  }

  /// Takes in a message of another delegate (`HandleConsensusMsg`).
  mutating func receive(_ verified: VerifiedConsensusMessage) {
    do throws(MessageRefusal) {
      try admit(verified)
    } catch {
      effects.append(.observe(.dropped(error)))
    }
  }

  private mutating func admit(_ verified: VerifiedConsensusMessage) throws(MessageRefusal) {
    let message = verified.message
    guard head != nil, let delegates else { return }
    guard message.height >= height else { throw .oldHeight }
    guard delegates.contains(verified.endorser) else { throw .notADelegate }
    guard message.height == height else {
      try keepForLater(verified)
      return
    }
    guard !isDecided else { throw .oldHeight }
    let start = try roundStart(of: message.endorsement.timestamp)
    // Votes of the round that decided the height below are dated after it and before the first round of this one. Nobody
    // signs the height of a message, so that they can be sent again under this one.
    guard start <= message.endorsement.timestamp else { throw .noRound }
    if verified.endorser == configuration.delegate {
      recogniseOwn(message, roundStart: start)
      return
    }
    guard let round else { return }
    let limit = round.start.adding(nanoseconds: Self.maximumRoundsAhead &* configuration.timing.blockInterval) ?? round.start
    guard start <= limit else { throw .futureRound }
    switch message.document {
    case .proposal(let proposal): try receive(proposal, in: verified, roundStart: start)
    case .vote(let vote): try receive(vote, in: verified, roundStart: start)
    }
  }

  private mutating func receive(_ vote: ConsensusVote, in verified: VerifiedConsensusMessage, roundStart: Timestamp) throws(MessageRefusal)
  {
    guard let round, let target = VoteTarget(vote) else { return }
    guard vote.topic == .proposal || target != .nothing else { throw .meaningless }
    guard vote.topic == .commit || roundStart >= round.start else { throw .staleRound }
    switch ledger.add(verified, topic: vote.topic, target: target, round: roundStart) {
    case .duplicate: throw .duplicate
    case .tooMany: throw .tooMany
    case .contradiction(let first):
      suspect(
        Equivocation(
          delegate: verified.endorser, kind: SigningIntent.Kind(vote.topic), height: height, first: first, second: verified.message))
    case .added: break
    }
    if let hash = target.hash { evaluate(hash) } else { evaluateNothing() }
  }

  /// Remembers votes that contradict each other until both blocks are known.
  ///
  /// Only votes for two blocks of this height prove anything. One for nothing, or for a block that is not known, may have been
  /// cast at another height, whose messages can be sent again under this one: nobody signs the height of a vote.
  private mutating func suspect(_ equivocation: Equivocation) {
    guard suspicions.count < Self.maximumSuspicions else { return }
    suspicions.append(equivocation)
  }

  /// Reports the contradictions whose blocks are known.
  mutating func reportProven() {
    func isKnown(_ message: ConsensusMessage) -> Bool { message.signedSubject.target.hash.map { shelf[$0] != nil } ?? false }
    let proven = suspicions.filter { isKnown($0.first) && isKnown($0.second) }
    suspicions.removeAll { isKnown($0.first) && isKnown($0.second) }
    for equivocation in proven { effects.append(.report(equivocation)) }
  }

  /// Keeps a message of the next height, a few from each delegate, and asks for what this node misses.
  private mutating func keepForLater(_ verified: VerifiedConsensusMessage) throws(MessageRefusal) {
    requestMissing()
    guard verified.message.height - 1 == height else { throw .futureHeight }
    guard ahead.count(where: { $0.endorser == verified.endorser }) < Self.maximumAhead else { throw .tooMany }
    ahead.append(verified)
  }

  /// A message with this delegate's own signature: an echo, or proof that somebody else signs with its key.
  ///
  /// Only what names a block of this height proves anything. A vote for nothing, or for a block that is not known, may have
  /// been cast at another height: the height of a message is not signed, and who sends such votes again would make honest
  /// delegates stand down.
  private mutating func recogniseOwn(_ message: ConsensusMessage, roundStart: Timestamp) {
    let (kind, target) = message.signedSubject
    guard let hash = target.hash, kind == .block || shelf[hash] != nil else { return }
    let isKnown =
      kind == .commit
      ? committed == target.hash
      : own[SigningSlot(roundStart: roundStart, kind: kind)]?.target == target
    guard !isKnown, isActive, !faults.ignoresJournal else { return }
    isActive = false
    round = nil
    effects.append(.standDown(message))
  }

  /// Votes, unless this delegate has done so in this round; then it says the same again.
  mutating func cast(_ topic: ConsensusVote.Topic, for target: VoteTarget) {
    guard let round else { return }
    let slot = SigningSlot(roundStart: round.start, kind: SigningIntent.Kind(topic))
    guard requested.insert(slot).inserted else { return }
    if let earlier = own[slot] {
      if let message = earlier.message { effects.append(.broadcast(message)) }
      return
    }
    let step: RoundState.Step =
      switch topic {
      case .proposal: .acceptingBlock
      case .lock: .acceptingProposalEndorsements
      case .commit: .acceptingLockEndorsements
      }
    effects.append(
      .sign(
        SigningIntent(
          round: round.id, roundStart: round.start, document: .vote(ConsensusVote(blockHash: target.bytes, topic: topic)),
          timestamp: end(of: step, from: round.start), lock: topic == .proposal ? nil : lock)))
  }

  /// What was asked to be signed is signed.
  mutating func takeSignature(_ message: ConsensusMessage, at now: Timestamp) {
    guard message.height == height, let start = try? roundStart(of: message.endorsement.timestamp) else { return }
    let (kind, target) = message.signedSubject
    own[SigningSlot(roundStart: start, kind: kind)] = ConsensusMemory.Signed(
      roundStart: start, kind: kind, target: target, message: kind == .block ? nil : message)
    switch message.document {
    case .proposal(let proposal):
      guard let round, round.start == start else { return }
      guard round.isProposer else {
        effects.append(.broadcast(message))
        return
      }
      shelf.insert(proposal.block, status: .valid, provenRound: nil)
      self.round?.proposal = message
      publish(message)
    case .vote(let vote):
      effects.append(.broadcast(message))
      _ = ledger.add(VerifiedConsensusMessage(signedHere: message), topic: vote.topic, target: target, round: start)
      if kind == .commit, committed == nil {
        committed = target.hash
        if let next = now.adding(nanoseconds: configuration.timeouts.commitRepetition), let id = round?.id {
          set(.repeatCommit, id, at: next)
        }
      }
      if let hash = target.hash { evaluate(hash) } else { evaluateNothing() }
    }
  }

  /// The start of the round that a date is in.
  func roundStart(of date: Timestamp) throws(MessageRefusal) -> Timestamp {
    do {
      return try configuration.timing.round(at: date, previousCommit: base, withToleration: false).start
    } catch {
      throw .noRound
    }
  }

  /// The round of this height that a date is in.
  func roundID(of date: Timestamp) throws(MessageRefusal) -> ConsensusRound {
    do {
      let number = try configuration.timing.round(at: date, previousCommit: base, withToleration: false).number
      return ConsensusRound(height: height, number: number)
    } catch {
      throw .noRound
    }
  }
}

extension ConsensusMessage {
  /// What kind of document it is and what it is about. A vote with something that is no hash counts as one for nothing;
  /// verified messages have none.
  public var signedSubject: (kind: SigningIntent.Kind, target: VoteTarget) {
    switch document {
    case .proposal(let proposal): (.block, .block(proposal.block.hash))
    case .vote(let vote): (SigningIntent.Kind(vote.topic), VoteTarget(vote) ?? .nothing)
    }
  }
}
