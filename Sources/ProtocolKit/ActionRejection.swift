/// Why an action cannot enter the pool or a block.
///
/// A rejection is the action's fault, never the node's: the pool answers it to the sender, and a block that carries such
/// an action is refused as a whole. (The reference reports some of these as errors of a validator and panics on others,
/// `blockchain/blockchain.go`; here all of them refuse.)
public struct ActionRejection: Error, Hashable, Sendable {
  /// A stable name of the reason, for programs, metrics and tests.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The gas limit is above the network's limit for one action.
    case gasLimitTooHigh = "gas-limit-too-high"
    /// The gas limit is below the action's intrinsic gas.
    case intrinsicGasTooLow = "intrinsic-gas-too-low"
    /// The signature does not belong to the action and its public key.
    case invalidSignature = "invalid-signature"
    /// The nonce was used before.
    case nonceTooLow = "nonce-too-low"
    /// The nonces of a sender in a block do not continue its confirmed nonce without a gap.
    case nonceGap = "nonce-gap"
    /// The nonce is further ahead of the confirmed one than the pool keeps.
    case nonceTooHigh = "nonce-too-high"
    /// An amount or gas price is negative.
    case negativeAmount = "negative-amount"
    /// The sender cannot pay amount and fee.
    case insufficientBalance = "insufficient-balance"
    /// The payload or call data is larger than allowed.
    case oversized = "oversized"
    /// An address cannot be read.
    case invalidAddress = "invalid-address"
    /// The votee has not nominated itself.
    case voteeNotCandidate = "votee-not-candidate"
    /// An action of the producer was sent by somebody else.
    case notTheProducer = "not-the-producer"
    /// A poll result which differs from the election's, or is malformed.
    case wrongPollResult = "wrong-poll-result"
    /// An experimental action on a node that does not enable them.
    case experimental = "experimental"
    /// No handler of this node processes this kind of action.
    case unsupported = "unsupported"
    /// The state at an address is no account (protocol records share the namespace of accounts).
    case notAnAccount = "not-an-account"
    /// The arithmetic of the reference would fail on these values.
    case arithmetic = "arithmetic"
    /// The gas price is below the pool's minimum.
    case underpriced = "underpriced"
    /// An action with this nonce waits already and pays at least as much.
    case replacementUnderpriced = "replacement-underpriced"
    /// A contract's storage has a hole, on which the reference crashes.
    case unreadableStorage = "unreadable-storage"
    /// The action waits in the pool already.
    case alreadyKnown = "already-known"
    /// The pool is full, and everything in it pays at least as much.
    case poolFull = "pool-full"
    /// The sender has as many actions waiting as one sender may have.
    case senderQuota = "sender-quota"
    /// The sender is on the operator's blacklist.
    case blacklisted = "blacklisted"
  }

  /// The reason.
  public let code: Code
  /// What exactly was wrong, with the values involved, in one sentence without a full stop.
  public let detail: String

  /// Creates a rejection.
  public init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }
}

extension ActionRejection: CustomStringConvertible {
  public var description: String { "\(detail) [\(code.rawValue)]" }
}
