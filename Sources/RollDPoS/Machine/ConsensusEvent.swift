public import ChainTypes
public import Primitives

/// What the machine is told.
public enum ConsensusEvent: Hashable, Sendable {
  /// The chain's last block, at the start and after every block that was committed, in whatever way. (The reference's
  /// events PREPARE and CALIBRATE.)
  case head(ConsensusHead)
  /// Whether this node takes part in the consensus or stands by.
  case activity(Bool)
  /// A message of another delegate.
  case message(VerifiedConsensusMessage)
  /// A timer has fired.
  case timer(ConsensusTimer)
  /// The block that was asked for.
  case minted(Block, ConsensusRound)
  /// The block that was asked for cannot be made.
  case mintingFailed(ConsensusRound)
  /// Whether a block is valid on top of the chain.
  case validated(Hash256, isValid: Bool)
  /// What was asked to be signed: it is on disk and may be sent.
  case signed(ConsensusMessage)
  /// What was asked to be signed must not be, because something else was signed before.
  case signingRefused(ConsensusRound, SigningIntent.Kind)
}
