internal import ChainTypes
internal import Primitives

extension ConsensusMachine {
  /// Takes over the chain's last block.
  mutating func follow(_ newHead: ConsensusHead, at now: Timestamp) {
    if let head, newHead.height < head.height || newHead == head { return }
    let isSameBlock = head?.height == newHead.height && head?.hash == newHead.hash
    head = newHead
    delegates = newHead.roster.map { DelegateSet($0, faults: faults) }
    round = nil
    if !isSameBlock { forgetHeight() }
    restore()
    prepare(at: now)
    if committed != nil { repeatCommit(at: now) }
    let kept = ahead
    ahead = []
    kept.forEach { receive($0) }
  }

  /// Begins or ends to take part.
  mutating func setActive(_ active: Bool, at now: Timestamp) {
    guard active != isActive else { return }
    isActive = active
    round = nil
    prepare(at: now)
  }

  private mutating func forgetHeight() {
    ledger = VoteLedger()
    shelf = ProposalShelf()
    own = [:]
    requested = []
    lock = nil
    committed = nil
    isDecided = false
    shownLocks = [:]
    showings = [:]
    suspicions = []
  }

  /// Takes over what was signed at this height before a restart.
  private mutating func restore() {
    guard let kept = memory, kept.height <= height else { return }
    memory = nil
    guard kept.height == height else { return }
    lock = kept.lock
    if let lock { shelf.insert(lock.block, status: .unknown, provenRound: lock.roundStart) }
    for signed in kept.signed {
      own[SigningSlot(roundStart: signed.roundStart, kind: signed.kind)] = signed
      if signed.kind == .commit { committed = signed.target.hash }
      guard let message = signed.message, case .vote(let vote) = message.document, let target = VoteTarget(vote) else { continue }
      _ = ledger.add(VerifiedConsensusMessage(signedHere: message), topic: vote.topic, target: target, round: signed.roundStart)
    }
  }

  /// Finds the next round to take part in (`Prepare`).
  mutating func prepare(at now: Timestamp) {
    let last = round
    round = nil
    if let head { setBase(head, at: now) }
    guard let head, let delegates, !isDecided, isActive, delegates.roster.addresses.contains(configuration.delegate.bech32) else { return }
    var number: UInt32
    do throws(RoundError) {
      number = try configuration.timing.round(at: now, previousCommit: base, withToleration: true).number
    } catch {
      if let later = base.adding(nanoseconds: 1) { set(.retry, ConsensusRound(height: height, number: 0), at: later) }
      return
    }
    guard var start = configuration.timing.start(ofRound: number, previousCommit: base) else { return }
    // Neither a clock that was set back nor another base may lead into a round that was given up, or before it.
    if let last, last.id.height == height, let behind = last.start.nanoseconds(since: start), behind >= 0 {
      let missing = behind / configuration.timing.blockInterval + 1
      guard let later = UInt32(exactly: Int64(number) + missing),
        let next = configuration.timing.start(ofRound: later, previousCommit: base)
      else { return }
      (number, start) = (later, next)
    }
    let id = ConsensusRound(height: head.height + 1, number: number)
    let isProposer = delegates.isProposer(configuration.delegate, in: id)
    round = RoundState(id: id, start: start, isProposer: isProposer)
    if faults.forgetsLock && committed == nil { lock = nil }
    ledger.dropRounds(before: start)
    let (ledger, lock) = (ledger, lock)
    shelf.dropRounds(before: start) { ledger.hasCommit(for: $0) || lock?.block.hash == $0 }
    if start <= now {
      begin()
      return
    }
    set(.start, id, at: start)
    if isProposer {
      let moment = start.adding(nanoseconds: -configuration.timeouts.mintAhead) ?? start
      if moment <= now { requestBlock() } else { set(.mint, id, at: moment) }
    }
  }

  /// Finds from when the rounds of this height are counted.
  ///
  /// Nobody signs a commit time, and one far in the future would stop this node for ever. It is looked at anew for each round: this
  /// node's clock may just be behind.
  private mutating func setBase(_ head: ConsensusHead, at now: Timestamp) {
    let horizon = now.adding(nanoseconds: configuration.timing.blockInterval) ?? now
    base = head.commitTime <= horizon ? head.commitTime : head.timestamp
  }

  /// The round has come.
  private mutating func begin() {
    guard let id = round?.id, let start = round?.start, let delegates else { return }
    round?.step = .acceptingBlock
    effects.append(.observe(.roundStarted(id, proposer: delegates.roster.proposer(at: id.height, round: id.number))))
    set(.block, id, at: end(of: .acceptingBlock, from: start))
    set(.proposalEndorsements, id, at: end(of: .acceptingProposalEndorsements, from: start))
    set(.lockEndorsements, id, at: end(of: .acceptingLockEndorsements, from: start))
    if round?.proposal != nil {
      endorseOwnProposal()
    } else if round?.isProposer == true {
      requestBlock()
    }
    considerProposals()
    evaluateAll()
  }

  /// A timer has fired.
  mutating func fire(_ timer: ConsensusTimer, at now: Timestamp) {
    guard timer.round.height == height else { return }
    if timer.kind == .repeatCommit {
      repeatCommit(at: now)
      return
    }
    if timer.kind == .retry {
      if round == nil { prepare(at: now) }
      return
    }
    guard let round, round.id == timer.round else { return }
    switch (timer.kind, round.step) {
    case (.mint, .waiting): requestBlock()
    case (.start, .waiting): begin()
    case (.block, .acceptingBlock):
      self.round?.step = .acceptingProposalEndorsements
      showLock(in: round)
      cast(.proposal, for: lock.map { .block($0.block.hash) } ?? .nothing)
      evaluateAll()
    case (.proposalEndorsements, .acceptingProposalEndorsements):
      self.round?.step = .acceptingLockEndorsements
    case (.lockEndorsements, .acceptingBlock...): giveUp(round, at: now)
    default: break
    }
  }

  /// Ends a round without a block.
  private mutating func giveUp(_ round: RoundState, at now: Timestamp) {
    effects.append(.observe(.roundMissed(round.id)))
    // The others may have decided; or count their rounds from another commit time, so that others have the turn there.
    if delegates?.roster.rotatesWithRounds == true && round.id.number > 0 { effects.append(.announceHead) }
    effects.append(.synchronize(height: height))
    prepare(at: now)
  }

  /// Sends this delegate's commit again, until the block is committed.
  private mutating func repeatCommit(at now: Timestamp) {
    guard let committed, !isDecided, isActive, let message = own.values.first(where: { $0.kind == .commit })?.message else { return }
    effects.append(.broadcast(message))
    if let next = now.adding(nanoseconds: configuration.timeouts.commitRepetition) {
      set(.repeatCommit, round?.id ?? ConsensusRound(height: height, number: 0), at: next)
    }
    evaluate(committed)
  }

  /// The end of a step, which is also the date of the vote that it leads to.
  func end(of step: RoundState.Step, from start: Timestamp) -> Timestamp {
    let timeouts = configuration.timeouts
    let duration =
      switch step {
      case .waiting: Int64(0)
      case .acceptingBlock: timeouts.acceptBlock
      case .acceptingProposalEndorsements: timeouts.acceptBlock &+ timeouts.acceptProposalEndorsements
      case .acceptingLockEndorsements: timeouts.round
      }
    return start.adding(nanoseconds: duration) ?? start
  }

  mutating func set(_ kind: ConsensusTimer.Kind, _ id: ConsensusRound, at moment: Timestamp) {
    effects.append(.setTimer(ConsensusTimer(kind, id), at: moment))
  }
}
