internal import ChainCrypto
public import ChainTypes
public import Primitives

/// A consensus message whose signature is the endorser's. Only verification makes one.
///
/// That the endorser is a delegate, and the proposal's proof of lock, are checked by the machine, which knows the delegates.
public struct VerifiedConsensusMessage: Hashable, Sendable {
  /// The message.
  public let message: ConsensusMessage
  /// Whose signature it carries.
  public let endorser: Address

  /// Verifies a message's signature, and that of the header when it is a proposal.
  ///
  /// - Returns: nil when a signature is wrong, a vote's hash has another length than 0 and 32 bytes, or the message's
  ///   height is not its block's.
  public init?(verifying message: ConsensusMessage) {
    guard Self.isWellFormed(message), message.verifySignature() else { return nil }
    if case .proposal(let proposal) = message.document {
      guard proposal.block.header.verifySignature() else { return nil }
    }
    self.init(trusting: message)
  }

  /// A message that this delegate has signed itself.
  public init(signedHere message: ConsensusMessage) {
    self.init(trusting: message)
  }

  private init(trusting message: ConsensusMessage) {
    self.message = message
    endorser = message.endorsement.endorser.address
  }

  private static func isWellFormed(_ message: ConsensusMessage) -> Bool {
    switch message.document {
    case .vote(let vote): VoteTarget(vote) != nil
    case .proposal(let proposal): proposal.block.height == message.height
    }
  }
}
