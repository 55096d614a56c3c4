internal import ProtocolKit

extension APIError {
  /// What a client should do about an error. The categories are gRPC's status codes, which other protocols can map.
  public enum Category: Hashable, Sendable, CaseIterable {
    /// The request is wrong whatever the chain's state is: change it.
    case invalidArgument
    /// What was named is not there.
    case notFound
    /// What should be made exists.
    case alreadyExists
    /// The sender may not do this.
    case permissionDenied
    /// The chain's or the pool's state does not allow it now: change the request or wait.
    case failedPrecondition
    /// A value is beyond what can be served now, and may not be later.
    case outOfRange
    /// This node does not do such things.
    case unimplemented
    /// A limit is reached: wait, or ask for less.
    case resourceExhausted
    /// This node cannot answer now: ask another one, or again later.
    case unavailable
    /// This node is broken.
    case `internal`
    /// The caller gave up.
    case cancelled
    /// Time is over.
    case deadlineExceeded
  }

  /// What a client should do about it.
  public var category: Category { code.category }
}

extension APIError.Code {
  /// The category of every error with this code.
  public var category: APIError.Category {
    switch self {
    case .malformedHash, .malformedAddress, .malformedAction, .malformedNumber, .malformedArgument, .missingField, .countTooLarge,
      .emptyRange, .beyondTip, .notAnExecution, .gasLimitAboveBlock, .nonceZero:
      .invalidArgument
    case .unknownAccount, .unknownBlock, .unknownAction, .unknownReceipt, .unknownEpoch, .unknownState: .notFound
    case .alreadyMined: .alreadyExists
    case .rejected(let code): code.category
    case .noContracts: .unimplemented
    case .busy, .tooManySubscribers, .subscriberTooSlow: .resourceExhausted
    case .shuttingDown: .unavailable
    case .cancelled: .cancelled
    case .deadlineExceeded: .deadlineExceeded
    case .fault: .internal
    }
  }
}

extension ActionRejection.Code {
  /// What a sender should do about a refused action.
  fileprivate var category: APIError.Category {
    switch self {
    case .gasLimitTooHigh, .intrinsicGasTooLow, .invalidSignature, .negativeAmount, .oversized, .invalidAddress, .wrongPollResult,
      .notAnAccount, .arithmetic:
      .invalidArgument
    case .nonceTooLow, .nonceGap, .insufficientBalance, .voteeNotCandidate, .underpriced, .replacementUnderpriced, .unreadableStorage:
      .failedPrecondition
    case .nonceTooHigh: .outOfRange
    case .notTheProducer, .blacklisted: .permissionDenied
    case .experimental, .unsupported: .unimplemented
    case .alreadyKnown: .alreadyExists
    case .poolFull, .senderQuota: .resourceExhausted
    }
  }
}
