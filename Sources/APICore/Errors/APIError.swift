public import ProtocolKit

/// Why a request got no answer, in a form that both a program and a person can act on.
public struct APIError: Error, Hashable, Sendable {
  /// A stable name of the reason.
  public enum Code: Hashable, Sendable {
    /// A hash is not written as expected.
    case malformedHash
    /// An address is not written as expected.
    case malformedAddress
    /// The bytes or fields of an action cannot be understood.
    case malformedAction
    /// A text that must be a decimal number is none.
    case malformedNumber
    /// An argument of a state query has the wrong form.
    case malformedArgument
    /// A part that the request needs is not there.
    case missingField
    /// More entries were asked for than one answer may have.
    case countTooLarge
    /// A range without any entry, where that makes no sense.
    case emptyRange
    /// A range that begins after the last block.
    case beyondTip
    /// The action is not a call or creation of a contract.
    case notAnExecution
    /// The gas limit is above that of a whole block.
    case gasLimitAboveBlock
    /// A user's nonces begin at 1.
    case nonceZero
    /// There is no such account.
    case unknownAccount
    /// There is no such block.
    case unknownBlock
    /// There is no such action.
    case unknownAction
    /// There is no receipt of the action.
    case unknownReceipt
    /// There is no such epoch, or nothing is known about it.
    case unknownEpoch
    /// There is no such protocol, method or record.
    case unknownState
    /// The action is part of a block already.
    case alreadyMined
    /// The pool or the network's rules refuse the action.
    case rejected(ActionRejection.Code)
    /// This node executes no contracts.
    case noContracts
    /// This node has as many requests to work on as it takes at once.
    case busy
    /// This node has as many subscribers as it takes.
    case tooManySubscribers
    /// The subscriber did not read fast enough.
    case subscriberTooSlow
    /// This node is stopping.
    case shuttingDown
    /// The caller gave up.
    case cancelled
    /// The caller's time, or the longest that a request may take, is over.
    case deadlineExceeded
    /// This node cannot read its own data.
    case fault
  }

  /// The reason.
  public let code: Code
  /// What was wrong, with the values involved, in one sentence without a full stop.
  public let message: String
  /// Values that a program may want: `expected`, `given`, `minimum`, `maximum` and such, in decimal or hex.
  public let details: [String: String]

  /// Creates an error.
  public init(_ code: Code, _ message: String, details: [String: String] = [:]) {
    self.code = code
    self.message = message
    self.details = details
  }
}

extension APIError: CustomStringConvertible {
  /// The message and the code's name.
  public var description: String { "\(message) [\(code.name)]" }
}

extension APIError.Code {
  /// The stable name, in lower case with hyphens.
  public var name: String {
    switch self {
    case .malformedHash: "malformed-hash"
    case .malformedAddress: "malformed-address"
    case .malformedAction: "malformed-action"
    case .malformedNumber: "malformed-number"
    case .malformedArgument: "malformed-argument"
    case .missingField: "missing-field"
    case .countTooLarge: "count-too-large"
    case .emptyRange: "empty-range"
    case .beyondTip: "beyond-tip"
    case .notAnExecution: "not-an-execution"
    case .gasLimitAboveBlock: "gas-limit-above-block"
    case .nonceZero: "nonce-zero"
    case .unknownAccount: "unknown-account"
    case .unknownBlock: "unknown-block"
    case .unknownAction: "unknown-action"
    case .unknownReceipt: "unknown-receipt"
    case .unknownEpoch: "unknown-epoch"
    case .unknownState: "unknown-state"
    case .alreadyMined: "already-mined"
    case .rejected(let code): code.rawValue
    case .noContracts: "no-contracts"
    case .busy: "busy"
    case .tooManySubscribers: "too-many-subscribers"
    case .subscriberTooSlow: "subscriber-too-slow"
    case .shuttingDown: "shutting-down"
    case .cancelled: "cancelled"
    case .deadlineExceeded: "deadline-exceeded"
    case .fault: "fault"
    }
  }
}
