public import ChainTypes
public import Primitives

/// What the machine wants to be done. A driver does it in order, and tells the machine the result at once where there is one.
public enum ConsensusEffect: Hashable, Sendable {
  /// Report a timer at a moment, or as soon as possible when it has passed.
  case setTimer(ConsensusTimer, at: Timestamp)
  /// Make the block of a round with a time, on top of the head. Answer: `minted` or `mintingFailed`.
  case mint(ConsensusRound, timestamp: Timestamp)
  /// Keep the intent safely, then sign it. Answer: `signed` or `signingRefused`. It is not sent yet.
  case sign(SigningIntent)
  /// Send a message to all delegates.
  case broadcast(ConsensusMessage)
  /// Execute a block on top of the head and compare. Answer: `validated`.
  case validate(Block)
  /// The delegates agreed: append the block with its footer and send it to everybody. Answer: `head`.
  case commit(Block)
  /// Others may have blocks that this node misses, from this height on: fetch them.
  case synchronize(height: UInt64)
  /// Send the chain's last block again: others may have missed it, or have it with another commit time.
  case announceHead
  /// A delegate signed two different things.
  case report(Equivocation)
  /// Somebody else signs with this delegate's key: this node has stopped to sign.
  case standDown(ConsensusMessage)
  /// Something that counters and logs want to know; nothing needs to be done.
  case observe(ConsensusObservation)
}

/// What the machine tells those who watch.
public enum ConsensusObservation: Hashable, Sendable {
  /// A round began.
  case roundStarted(ConsensusRound, proposer: String)
  /// A round ended without a block.
  case roundMissed(ConsensusRound)
  /// This delegate is locked on a block.
  case locked(ConsensusRound, Hash256)
  /// More than two thirds of the delegates endorsed no block: the lock is gone.
  case unlocked(ConsensusRound)
  /// More than two thirds of the delegates committed a block.
  case decided(ConsensusRound, Hash256)
  /// A message was dropped.
  case dropped(MessageRefusal)
}

/// Why a message is not used.
public enum MessageRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// Its height is decided.
  case oldHeight
  /// Its height is more than one ahead of what this node works on.
  case futureHeight
  /// Its round is over.
  case staleRound
  /// Its round is too far ahead.
  case futureRound
  /// Its date belongs to no round.
  case noRound
  /// The endorser is no delegate of the epoch.
  case notADelegate
  /// It is known already.
  case duplicate
  /// The endorser has sent too many different ones.
  case tooMany
  /// The endorser does not have the turn.
  case wrongProposer
  /// The block's producer did not have the turn at the block's time, or the block is dated after its round.
  case wrongProducer
  /// The block is of another delegate, without proof that more than two thirds endorsed it.
  case missingProof
  /// The block is not on top of the chain's head.
  case wrongParent
  /// It is a vote LOCK or COMMIT for no block.
  case meaningless
}
