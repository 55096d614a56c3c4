/// What a peer can do wrong. See ``PeerScores`` for the price of each.
public enum Offence: String, Hashable, Sendable, CaseIterable {
  /// A block that breaks the rules of the chain.
  case invalidBlock = "invalid-block"
  /// A block that does not follow the tip.
  case unlinkedBlock = "unlinked-block"
  /// A block outside the range that was asked for.
  case wrongRange = "wrong-range"
  /// A block that nobody asked for.
  case unsolicitedBlock = "unsolicited-block"
  /// The peer said it is high, and delivers nothing.
  case deliversNothing = "delivers-nothing"
  /// Bytes that are no message.
  case malformedMessage = "malformed-message"
  /// A signature that is not the sender's.
  case badSignature = "bad-signature"
  /// An action that no valid block could hold.
  case invalidAction = "invalid-action"
  /// A consensus message that no correct delegate sends.
  case invalidConsensus = "invalid-consensus"
  /// More messages than agreed.
  case spam = "spam"
}
